using System.Net;
using System.Net.Http.Json;
using SrePlatform.Tests.Infrastructure;
using SrePlatform.Tests.ControlPlane;
using Xunit;

namespace SrePlatform.Tests.Pairs;

/// <summary>Two of each service at once: work is done once, whoever does it, and every page shows all of it.</summary>
[Trait("Category", "Database")]
public sealed class TwoReplicasTests(PostgresServer server)
{
    private const int Asked = 6;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Work_is_done_once_and_live_pages_of_both_see_it()
    {
        await using var pair = await ServicePair.StartAsync(server, replicas: 2);
        var (first, second) = (pair.ControlPlanes[0], pair.ControlPlanes[1]);
        var onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);
        pair.Sources.System.From(onset, "payment", "latency_p95", value => value + 0.4);

        // Signed in at one, watching at both: the keys of cookies are shared.
        var session = first.SessionOf("viewer");
        using var here = await LiveEvents.OpenAsync(first, session, "topic=incidents");
        using var there = await LiveEvents.OpenAsync(second, session, "topic=incidents");

        await Task.WhenAll(here.UntilAsync("incidents"), there.UntilAsync("incidents"));

        // A sender that is not sure tells both, more than once.
        var alerts = new[] { AlertPosts.Alert("Slow", "payment"), AlertPosts.Alert("Errors", "payment") };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(at => pair.ControlPlanes[at % 2].PostAlertsAsync(alerts)));
        await Task.WhenAll(Enumerable.Range(0, Asked).Select(at => AskAsync(pair.ControlPlanes[at % 2])));
        await Task.WhenAll(here.UntilAsync("incidents"), there.UntilAsync("incidents"));
        await Eventually.TrueAsync(
            async () => await CountAsync(pair, "control.diagnosis WHERE state = 'completed'") == Asked + 1 && await CountAsync(pair, "control.outbox_message WHERE completed_at IS NULL") == 0,
            "every diagnosis is completed and all work is done", TimeSpan.FromMinutes(1));

        Assert.Equal(2, await CountAsync(pair, "control.alert"));
        Assert.Equal(1, await CountAsync(pair, "control.incident"));
        Assert.Equal(1, await CountAsync(pair, "control.incident_event WHERE kind = 'opened'"));
        Assert.Equal(1, await CountAsync(pair, "control.incident_event WHERE kind = 'diagnosis_completed'"));
        Assert.Equal(Asked + 1, await CountAsync(pair, "assistant.diagnosis_session"));
        Assert.Equal(Asked + 1, await CountAsync(pair, "assistant.analysis"));
        Assert.Equal(Asked + 1, await CountAsync(pair, "assistant.session_event WHERE kind = 'verdict'"));
        Assert.Equal(0, await CountAsync(pair, "assistant.diagnosis_session WHERE attempt <> 1"));
        Assert.Equal(0, await CountAsync(pair, "control.outbox_message WHERE failed_at IS NOT NULL"));
    }

    private static async Task AskAsync(ControlPlaneHost host)
    {
        using var answer = await host.WithRoles("team_member").PostAsJsonAsync("/api/v1/diagnoses", new { services = new[] { "checkout", "payment" } }, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static Task<long> CountAsync(ServicePair pair, string what) => pair.Database.ScalarAsync<long>($"SELECT count(*) FROM {what}");
}
