using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Telemetry;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Unit")]
public sealed class ClaimLedgerTests
{
    private static readonly Message Statement = Messages.Of("claim.no_deployment", ("service", "payment"));

    private readonly ClaimLedger _ledger = new(
        [Observed(1, ObservationStatus.Checked), Observed(2, ObservationStatus.Empty), Observed(3, ObservationStatus.Unavailable), Observed(4, ObservationStatus.NotAsked)],
        new AssistantMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>()));

    [Theory]
    [InlineData]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(99)]
    [InlineData(3, 4, 99)]
    public void A_claim_without_an_answered_observation_is_dropped(params int[] cited)
    {
        Assert.Null(_ledger.Add(ClaimKind.Cause, Statement, cited));
        Assert.Empty(_ledger.Claims);
    }

    [Fact]
    public void A_claim_keeps_only_the_citations_that_were_answered()
    {
        var claim = _ledger.Add(ClaimKind.Cause, Statement, [3, 2, 1, 1, 99]);
        Assert.Equal([1, 2], claim!.Observations);
        Assert.Equal(2, claim.ObservationIds.Count);
        Assert.Equal(1, claim.Number);
    }

    private static ObservedSource Observed(int number, ObservationStatus status) => new(number, Guid.NewGuid(), "metrics", "metrics_signal", status, "");
}
