#if LOCAL_ENGINE
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SrePlatform.AppHost;
using SrePlatform.AppHost.LocalEngine.Processes;
using Xunit;

namespace SrePlatform.Tests.AppHost.LocalEngine;

[Trait("Category", "Unit")]
public sealed class StoredStateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sre-platform-state-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DataFolder Data => new(_folder.FullName);

    [Fact]
    public void Secrets_are_made_once_and_only_their_owner_reads_them()
    {
        var first = new SecretStore(Data).GetOrAdd("a", () => "made");
        Assert.Equal("made", first);
        Assert.Equal("made", new SecretStore(Data).GetOrAdd("a", () => "made again"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(new SecretStore(Data).Path));
    }

    [Fact]
    public void A_damaged_secrets_file_is_named_and_not_replaced()
    {
        var store = new SecretStore(Data);
        File.WriteAllText(store.Path, "{ half");
        var failure = Assert.Throws<DistributedApplicationException>(() => store.GetOrAdd("a", () => "made"));
        Assert.Contains(store.Path, failure.Message, StringComparison.Ordinal);
        Assert.Equal("{ half", File.ReadAllText(store.Path));
    }

    [Fact]
    public async Task Ports_stay_the_same_between_starts()
    {
        var first = await PortOfAsync(wanted: null);
        Assert.Equal(first, await PortOfAsync(wanted: null));
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_named_with_the_way_out()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => PortOfAsync(port));
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
        Assert.Contains("--port", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_keeps_its_last_lines_and_one_predecessor()
    {
        var path = Path.Combine(_folder.FullName, "logs", "part.log");
        using var log = new ResourceLog(path, maxBytes: 1000);
        for (var i = 0; i < 200; i++)
        {
            log.Write($"line {i.ToString(CultureInfo.InvariantCulture)} of the part");
        }

        Assert.Equal("line 199 of the part", log.LastLines[^1]);
        Assert.InRange(new FileInfo(path).Length, 0, 1100);
        Assert.Equal(["part.log", "part.log.1"], Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName).Order());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<int> PortOfAsync(int? wanted)
    {
        var builder = new DistributedApplicationBuilder([$"--data={_folder.FullName}"], testing: false);
        var program = builder.AddExecutable("program", "/bin/true", "/").WithHttpEndpoint(wanted);
        await new PortAssignment(Data, random: false).AssignAsync(builder.Resources, Cancellation);
        return program.GetEndpoint("http").Port;
    }
}
#endif
