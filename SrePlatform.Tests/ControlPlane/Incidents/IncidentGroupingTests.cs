using SrePlatform.ControlPlane.Features.Incidents;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Incidents;

[Trait("Category", "Unit")]
public sealed class IncidentGroupingTests
{
    private static readonly DateTimeOffset T0 = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly GroupingRules Rules = new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10), 2);
    private static readonly Guid Payment = Guid.NewGuid();
    private static readonly Guid Resource = Guid.NewGuid();

    // storefront → checkout → payment → bank
    private static readonly string[] Chain = ["storefront", "checkout", "payment", "bank"];

    [Fact]
    public void The_first_alert_opens_an_incident() =>
        Assert.Equal(new GroupingDecision(null, true, GroupingReason.NothingOpen), Decide(Alert("payment")));

    [Theory]
    [InlineData("payment", nameof(GroupingReason.SameService), null)]
    [InlineData("checkout", nameof(GroupingReason.Neighbour), 1)]
    [InlineData("storefront", nameof(GroupingReason.Neighbour), 2)]
    public void Alerts_of_the_same_or_a_near_service_join(string service, string reason, int? hops) =>
        Assert.Equal(new GroupingDecision(Payment, false, Enum.Parse<GroupingReason>(reason), hops), Decide(Alert(service), Open()));

    [Fact]
    public void A_service_that_nobody_calls_opens_its_own() =>
        Assert.Equal(new GroupingDecision(null, true, GroupingReason.NothingRelated), Decide(Alert("newsletter"), Open()));

    [Fact]
    public void Three_calls_away_is_too_far()
    {
        var bank = Open() with { Services = ["bank"] };
        Assert.Equal(GroupingReason.NothingRelated, Decide(Alert("storefront"), bank).Reason);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(-10, false)]
    [InlineData(10.1, true)]
    public void More_than_the_gap_apart_opens_a_new_one(double minutes, bool opensNew)
    {
        var decision = Decide(Alert("payment", T0.AddMinutes(minutes)), Open());
        Assert.Equal(opensNew, decision.OpensNew);
        Assert.Equal(opensNew ? GroupingReason.TooFarInTime : GroupingReason.SameService, decision.Reason);
    }

    [Fact]
    public void The_same_alert_rejoins_its_open_incident_however_late() =>
        Assert.Equal(GroupingReason.SameAlert, Decide(Alert("payment", T0.AddHours(5), fingerprint: "known"), Open()).Reason);

    [Theory]
    [InlineData(9, nameof(GroupingReason.Reopened))]
    [InlineData(11, nameof(GroupingReason.NothingOpen))]
    public void The_same_alert_soon_after_the_resolution_reopens(double minutes, string reason)
    {
        var resolved = Open() with { ResolvedAt = T0.AddMinutes(30) };
        Assert.Equal(reason, Decide(Alert("payment", T0.AddMinutes(30 + minutes), fingerprint: "known"), resolved).Reason.ToString());
    }

    [Fact]
    public void Another_alert_does_not_join_a_resolved_incident()
    {
        var resolved = Open() with { ResolvedAt = T0.AddMinutes(1) };
        Assert.True(Decide(Alert("payment", T0.AddMinutes(2)), resolved).OpensNew);
    }

    [Fact]
    public void The_same_resource_wins_over_a_neighbour()
    {
        var mine = new GroupingIncident(Guid.NewGuid(), ["other"], [Resource], [], [], T0.AddMinutes(-5), null);
        Assert.Equal(new GroupingDecision(mine.Id, false, GroupingReason.SameResource), Decide(Alert("payment") with { ResourceId = Resource }, Open(), mine));
    }

    [Fact]
    public void The_nearest_service_wins_then_the_latest_incident()
    {
        var far = Open() with { Id = Guid.NewGuid(), Services = ["payment"], LastAlertAt = T0.AddMinutes(1) };
        var near = Open() with { Id = Guid.NewGuid(), Services = ["checkout"] };
        Assert.Equal(near.Id, Decide(Alert("storefront"), far, near).IncidentId);
        var later = near with { Id = Guid.NewGuid(), LastAlertAt = T0.AddMinutes(2) };
        Assert.Equal(later.Id, Decide(Alert("storefront"), far, near, later).IncidentId);
    }

    [Fact]
    public void Information_joins_what_is_related_and_opens_nothing()
    {
        Assert.Equal(Payment, Decide(Alert("payment") with { InformationOnly = true }, Open()).IncidentId);
        Assert.Equal(new GroupingDecision(null, false, GroupingReason.InformationOnly), Decide(Alert("newsletter") with { InformationOnly = true }, Open()));
    }

    [Fact]
    public void Alerts_without_a_target_keep_together_by_rule()
    {
        var bare = new GroupingIncident(Guid.NewGuid(), [], [], ["other"], ["rule"], T0, null);
        Assert.Equal(new GroupingDecision(bare.Id, false, GroupingReason.SameRule), Decide(Alert(null), bare, Open()));
    }

    private static GroupingDecision Decide(GroupingAlert alert, params GroupingIncident[] incidents) => IncidentGrouping.Decide(alert, incidents, Hops, Rules);

    private static GroupingAlert Alert(string? service, DateTimeOffset? at = null, string fingerprint = "new") => new(fingerprint, "rule", false, service, null, at ?? T0);

    private static GroupingIncident Open() => new(Payment, ["payment"], [], ["known"], ["other rule"], T0, null);

    private static int? Hops(string from, string to, int limit)
    {
        var (left, right) = (Array.IndexOf(Chain, from), Array.IndexOf(Chain, to));
        return from == to ? 0 : left < 0 || right < 0 || Math.Abs(left - right) > limit ? null : Math.Abs(left - right);
    }
}
