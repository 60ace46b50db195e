using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class ReplayTests(PostgresServer server)
{
    [Fact]
    public async Task A_session_replayed_from_its_observations_concludes_the_same_and_asks_nobody()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        var sources = await ScriptedSources.StartAsync();
        await using var host = await AssistantHost.StartAsync(database, sources);
        var onset = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(3);
        foreach (var (service, signal, peer) in new[] { ("payment", "latency_p95", null), ("checkout", "latency_p95", null), ("storefront", "latency_p95", null), ("checkout", "peer_latency", "payment") })
        {
            sources.System.From(onset, service, signal, value => value * 20, peer);
        }

        var session = await host.Caller().StartAlertsAsync(sources.AddAlert("checkout", onset + TimeSpan.FromSeconds(30)));
        await host.Caller().WaitForEndAsync(session);
        await sources.DisposeAsync();

        var (row, observations, stored) = await ReadAsync(host, session);
        var recorded = new ClaimedSession(new RunLease(session, 1), row.Kind, row.Request, row.IncidentId, row.Generation, row.StartedAt!.Value, CancelRequested: false);
        var offline = host.Services.GetRequiredService<OfflineRun>();
        var replayed = await offline.RunAsync(recorded, new RecordedAnswers(observations), TestContext.Current.CancellationToken);

        Assert.Equal("payment", stored.RootCause?.Service);
        Assert.Equal(stored.Headline.Text, replayed.Document.Headline.Text);
        Assert.Equal(stored.Confidence.Value, replayed.Document.Confidence.Value);
        Assert.Equal(stored.Claims.Select(claim => claim.Statement.Text), replayed.Document.Claims.Select(claim => claim.Statement.Text));
        Assert.Equal(observations.Select(one => one.Sha256).Order(), replayed.Observations.Select(one => one.Sha256).Order());
    }

    [Fact]
    public async Task A_question_that_was_not_recorded_is_unavailable()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        await using var host = await AssistantHost.StartAsync(database, sources, workers: false);
        var session = new ClaimedSession(
            new RunLease(Guid.NewGuid(), 1), DiagnosisKind.Alerts, """{"alert_ids":["0190b3f2-0000-7000-8000-000000000001"],"correlation_window":300}""",
            null, null, TimeProvider.System.GetUtcNow(), CancelRequested: false);
        var result = await host.Services.GetRequiredService<OfflineRun>().RunAsync(session, new RecordedAnswers([]), TestContext.Current.CancellationToken);

        Assert.All(result.Observations, one => Assert.Equal(ObservationStatus.Unavailable, one.Status));
        Assert.Equal(SrePlatform.Assistant.Rca.Verdict.Inconclusive, result.Document.Verdict);
    }

    private static async Task<(DiagnosisSession Session, List<Observation> Observations, AnalysisDocument Analysis)> ReadAsync(AssistantHost host, Guid session)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<AssistantDbContext>();
        var cancellationToken = TestContext.Current.CancellationToken;
        var row = await context.Set<DiagnosisSession>().AsNoTracking().SingleAsync(one => one.Id == session, cancellationToken);
        var observations = await context.Set<Observation>().AsNoTracking().Where(one => one.SessionId == session).ToListAsync(cancellationToken);
        var analysis = await context.Set<Analysis>().AsNoTracking().SingleAsync(one => one.SessionId == session, cancellationToken);
        return (row, observations, AssistantJson.Deserialize<AnalysisDocument>(analysis.Document));
    }
}
