using SrePlatform.ControlPlane.Features.Checks;
using SrePlatform.ControlPlane.Features.Resources;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Unit")]
public sealed class ResourceHealthDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(1, 10, HealthState.Up, HealthReason.Scraped)]
    [InlineData(0, 10, HealthState.Down, HealthReason.ScrapeFailed)]
    [InlineData(1, 60, HealthState.Up, HealthReason.Scraped)]
    [InlineData(1, 61, HealthState.Stale, HealthReason.NoRecentScrape)]
    [InlineData(0, 600, HealthState.Stale, HealthReason.NoRecentScrape)]
    internal void The_last_scrape_decides(double up, int secondsAgo, HealthState state, HealthReason reason)
    {
        var health = ResourceHealthDecision.Decide(true, false, true, new LastScrape(up, Now.AddSeconds(-secondsAgo)), [], Now, Interval);
        Assert.Equal((state, reason), (health.State, health.Reason));
    }

    [Fact]
    public void Not_knowing_is_not_the_same_as_being_down()
    {
        Assert.Equal(HealthReason.NoAddress, ResourceHealthDecision.Decide(false, false, true, null, [], Now, Interval).Reason);
        Assert.Equal(HealthReason.NeverScraped, ResourceHealthDecision.Decide(true, false, true, null, [], Now, Interval).Reason);
        Assert.Equal(HealthReason.MetricsUnavailable, ResourceHealthDecision.Decide(true, false, false, null, [], Now, Interval).Reason);
        Assert.Equal(HealthReason.Retired, ResourceHealthDecision.Decide(true, true, true, new LastScrape(0, Now), [], Now, Interval).Reason);
    }

    [Fact]
    public void What_is_worst_says_how_a_resource_is_and_why()
    {
        var (passed, failed) = (CheckSignal.Judge("front", true, Now, Interval, Now), CheckSignal.Judge("port", false, Now, Interval, Now));
        var alert = new ResourceHealth(HealthState.Degraded, HealthReason.AlertFiring, Now, "Disk is full");
        Assert.Equal(passed, ResourceHealthDecision.Decide(false, false, true, null, [passed], Now, Interval));
        Assert.Equal(failed, ResourceHealthDecision.Decide(true, false, true, new LastScrape(1, Now), [alert, failed], Now, Interval));
        Assert.Equal(alert, ResourceHealthDecision.Decide(true, false, true, new LastScrape(1, Now), [alert, passed], Now, Interval));
        Assert.Equal(HealthReason.NoRecentCheck, CheckSignal.Judge("front", false, Now.AddMinutes(-2), Interval, Now).Reason);
        // What checks found counts while VictoriaMetrics is away.
        Assert.Equal(passed, ResourceHealthDecision.Decide(true, false, false, null, [passed], Now, Interval));
    }

    [Fact]
    public void Short_intervals_still_wait_a_little_before_a_scrape_is_old() =>
        Assert.Equal(HealthState.Up, ResourceHealthDecision.Judge(new(1, Now.AddSeconds(-15)), Now, TimeSpan.FromSeconds(1)).State);
}
