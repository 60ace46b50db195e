#if LOCAL_ENGINE
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SrePlatform.AppHost;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.AppHost.LocalEngine;

/// <summary>Everything together, from the same binaries that a person runs.</summary>
[Trait("Category", "EndToEnd")]
public sealed class WholePlatformTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_starts_and_the_control_plane_asks_for_a_sign_in()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<PlatformAppHost>(Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("control-plane", Cancellation).WaitAsync(Patience, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("assistant", Cancellation).WaitAsync(Patience, Cancellation);

        using var client = app.CreateHttpClient("control-plane");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/api/v1/resources", UriKind.Relative), Cancellation)).StatusCode);
        var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        Assert.StartsWith(app.GetEndpoint("keycloak").ToString(), page.RequestMessage!.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_app_host_leaves_no_process_and_starts_again_on_the_same_data()
    {
        var folder = Directory.CreateTempSubdirectory("sre-platform-kill-");
        folder.UnixFileMode |= UnixFileMode.OtherExecute;
        var data = Path.Combine(folder.FullName, "data");
        string[] args = ["--port", FreePort(), "--identity-port", FreePort()];
        try
        {
            await using (var killed = AppHostProcess.Start(data, args))
            {
                Assert.Contains("Ready after", await killed.SettledAsync(Cancellation), StringComparison.Ordinal);
                Assert.StartsWith("Engine: local", killed.Output, StringComparison.Ordinal);
                var parts = killed.Parts;
                Assert.True(parts.Count >= 9, $"{parts.Count} parts were started");
                killed.Kill();
                await Eventually.TrueAsync(() => !parts.Any(IsRunning), "no part outlives the app host");
            }

            await using var again = AppHostProcess.Start(data, args);
            Assert.Contains("Ready after", await again.SettledAsync(Cancellation), StringComparison.Ordinal);
            Assert.Contains($"http://localhost:{args[1]}", again.Output, StringComparison.Ordinal);
            Assert.Equal(0, await again.StopAsync(Cancellation));
            Assert.DoesNotContain(again.Parts, IsRunning);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cmdline").Length > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
#endif
