#if LOCAL_ENGINE
using System.Diagnostics;
using System.Globalization;
using SrePlatform.AppHost.LocalEngine.Processes;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.AppHost.LocalEngine;

[Trait("Category", "Unit")]
public sealed class ProcessLifetimeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_part_dies_with_a_host_that_is_killed()
    {
        // The host is a shell that starts the part exactly as the engine does, says the part's number, and waits.
        var plan = new ProcessPlan("/bin/sleep", ["300"], new Dictionary<string, string>(), "/");
        var command = string.Join(' ', ProcessSpawner.CommandLine(plan, 0).Select(word => word == "0" ? "$$" : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"));
        using var host = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"{command} & echo $!; wait"]) { RedirectStandardOutput = true })!;
        var part = int.Parse((await host.StandardOutput.ReadLineAsync(Cancellation))!, CultureInfo.InvariantCulture);
        await Eventually.TrueAsync(() => CommandOf(part).StartsWith("/bin/sleep", StringComparison.Ordinal), "the part runs");

        host.Kill();
        await Eventually.TrueAsync(() => CommandOf(part).Length == 0, "the part is gone");
    }

    [Fact]
    public async Task A_part_that_finds_another_parent_does_not_start()
    {
        using var spawner = new ProcessSpawner();
        var command = ProcessSpawner.CommandLine(new ProcessPlan("/bin/true", [], new Dictionary<string, string>(), "/"), parent: 1);
        using var process = Process.Start(command[0], command.Skip(1));
        await process.WaitForExitAsync(Cancellation);
        Assert.Equal(125, process.ExitCode);
    }

    [Fact]
    public async Task A_part_has_a_session_of_its_own_and_sees_only_the_environment_it_is_given()
    {
        using var spawner = new ProcessSpawner();
        var output = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var plan = new ProcessPlan("/bin/bash", ["-c", "env; cut -d' ' -f6 /proc/self/stat"], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["GIVEN"] = "yes", ["services__a-service__http__0"] = "too" }, "/");
        await using var process = await spawner.StartAsync(plan, output.Enqueue);
        Assert.Equal(0, await process.Exited.WaitAsync(Cancellation));
        Assert.Contains("GIVEN=yes", output);
        Assert.Contains("services__a-service__http__0=too", output);
        Assert.DoesNotContain(output, line => line.StartsWith("HOME=", StringComparison.Ordinal));
        Assert.Equal(process.Id.ToString(CultureInfo.InvariantCulture), output.Last());
    }

    [Fact]
    public async Task Stopping_kills_what_does_not_listen_and_what_it_left_behind()
    {
        using var spawner = new ProcessSpawner();
        var child = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var plan = new ProcessPlan("/bin/sh", ["-c", "trap '' TERM; sleep 300 & echo $!; wait; wait"], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "/")
        {
            StopTimeout = TimeSpan.FromMilliseconds(200),
        };
        await using var process = await spawner.StartAsync(plan, line => child.TrySetResult(int.Parse(line, CultureInfo.InvariantCulture)));
        var grandchild = await child.Task.WaitAsync(Cancellation);

        await process.StopAsync();
        Assert.Equal(128 + 9, await process.Exited);
        await Eventually.TrueAsync(() => CommandOf(grandchild).Length == 0, "what it left behind is gone");
    }

    private static string CommandOf(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
#endif
