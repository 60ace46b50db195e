#if LOCAL_ENGINE
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.AppHost.LocalEngine;

[Trait("Category", "Unit")]
public sealed class ResourceRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_starts_after_the_one_shot_it_waits_for_has_ended()
    {
        await using var scratch = new Scratch();
        var once = scratch.Shell("once", "echo done > once.txt");
        scratch.Shell("service", "cat once.txt > service.txt; exec sleep 300").WaitForCompletion(once);
        var app = await scratch.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancellation);
        await Eventually.TrueAsync(() => File.Exists(scratch.File("service.txt")) && File.ReadAllText(scratch.File("service.txt")).Contains("done", StringComparison.Ordinal), "the service saw it");
        Assert.Contains(("once", KnownResourceStates.Finished), scratch.Seen);
    }

    [Fact]
    public async Task A_failed_one_shot_keeps_what_waits_for_it_from_starting_and_says_why()
    {
        await using var scratch = new Scratch();
        var once = scratch.Shell("once", "echo no such table; exit 3");
        scratch.Shell("service", "exec sleep 300").WaitForCompletion(once);
        var app = await scratch.StartAsync(Cancellation);
        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancellation));
        Assert.Contains("'once' failed", failure.Message, StringComparison.Ordinal);
        var failed = await app.ResourceNotifications.WaitForResourceAsync("once", change => change.Snapshot.State == KnownResourceStates.FailedToStart, Cancellation);
        Assert.Equal("ended with exit code 3", failed.Snapshot.Message);
        var text = FailureText.Of(failed, app.CurrentRun!.LogOf(failed.Resource));
        Assert.Contains("    no such table", text, StringComparison.Ordinal);
        Assert.Contains("once.log", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_ends_is_started_again()
    {
        await using var scratch = new Scratch();
        scratch.Shell("flaky", "echo x >> starts.txt; [ $(wc -l < starts.txt) -ge 2 ] && exec sleep 300; sleep 0.2; exit 1");
        var app = await scratch.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceAsync("flaky", KnownResourceStates.Exited, Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("flaky", Cancellation);
        await Eventually.TrueAsync(() => File.ReadAllLines(scratch.File("starts.txt")).Length == 2, "it is started a second time");
    }

    [Fact]
    public async Task Parts_stop_in_the_reverse_of_the_order_they_started_in()
    {
        await using var scratch = new Scratch();
        const string Script = "trap 'echo {0} >> stops.txt; exit 0' TERM; echo up; while :; do sleep 0.05; done";
        var first = scratch.Shell("first", Script.Replace("{0}", "first", StringComparison.Ordinal));
        scratch.Shell("second", Script.Replace("{0}", "second", StringComparison.Ordinal)).WaitFor(first);
        var app = await scratch.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancellation);
        await Eventually.TrueAsync(() => app.CurrentRun!.LogOf(app.Builder.Resources[1]).LastLines.Contains("up"), "the second has set its trap");

        await app.StopAsync(Cancellation);
        Assert.Equal(["second", "first"], File.ReadAllLines(scratch.File("stops.txt")));
    }

    [Fact]
    public async Task Two_app_hosts_do_not_share_a_data_folder()
    {
        await using var scratch = new Scratch();
        await scratch.StartAsync(Cancellation);
        await using var second = new DistributedApplicationBuilder([$"--data={scratch.Builder.Data.Path}"], testing: false).Build();
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => second.StartAsync(Cancellation));
        Assert.Contains("in use by another app host", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_and_arguments_are_resolved_when_a_part_starts()
    {
        await using var scratch = new Scratch();
        var token = scratch.Builder.AddParameter("token", new GenerateParameterDefault { MinLength = 45, Special = false }, secret: true, persist: true);
        var server = scratch.Shell("server", "exec sleep 300").WithHttpEndpoint(env: "PORT");
        scratch.Shell("client", "echo \"$TOKEN $URL $services__server__http__0\" > seen.txt; exec sleep 300")
            .WithEnvironment("TOKEN", token)
            .WithEnvironment("URL", $"{server.GetEndpoint("http")}/path")
            .WithReference(server)
            .WaitFor(server);
        var app = await scratch.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("client", Cancellation);
        await Eventually.TrueAsync(() => File.Exists(scratch.File("seen.txt")) && File.ReadAllText(scratch.File("seen.txt")).Length > 1, "the client has written");

        var url = app.GetEndpoint("server").ToString().TrimEnd('/');
        Assert.Equal($"{await token.Resource.GetValueAsync(Cancellation)} {url}/path {url}", File.ReadAllText(scratch.File("seen.txt")).Trim());
    }
}
#endif
