using System.Net;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Notifications;
using SrePlatform.ControlPlane.Platform.Clock;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Notifications;

[Trait("Category", "Unit")]
public sealed class NotifyDecisionTests
{
    private static readonly NotifyFacts Facts = new(NotifyOn.Opened, IncidentSeverity.Warning, IncidentPriority.P2, ["shop"], [], ["money"]);

    [Fact]
    public void A_strategy_says_by_name_why_it_does_not_tell()
    {
        var strategy = new StrategyDraft { On = [NotifyOn.Opened] };
        Assert.Equal(NotifyReason.Matches, NotifyDecision.Decide(strategy, Facts));
        Assert.Equal(NotifyReason.StrategyIsOff, NotifyDecision.Decide(strategy with { Enabled = false }, Facts));
        Assert.Equal(NotifyReason.OtherEvent, NotifyDecision.Decide(strategy with { On = [NotifyOn.Resolved] }, Facts));
        Assert.Equal(NotifyReason.LessSevere, NotifyDecision.Decide(strategy with { MinSeverity = IncidentSeverity.Critical }, Facts));
        Assert.Equal(NotifyReason.LessUrgent, NotifyDecision.Decide(strategy with { MinPriority = IncidentPriority.P1 }, Facts));
        Assert.Equal(NotifyReason.OtherService, NotifyDecision.Decide(strategy with { Services = ["db"] }, Facts));
        Assert.Equal(NotifyReason.OtherResource, NotifyDecision.Decide(strategy with { Resources = [Guid.NewGuid()] }, Facts));
        Assert.Equal(NotifyReason.OtherTag, NotifyDecision.Decide(strategy with { Tags = ["vip"] }, Facts));
        Assert.Equal(NotifyReason.Matches, NotifyDecision.Decide(strategy with { Services = ["db", "shop"], Tags = ["MONEY"], MinPriority = IncidentPriority.P2 }, Facts));
    }

    [Theory]
    [InlineData("2026-03-28T20:59:00Z", "2026-03-28T20:59:00Z", "AtOnce")] // 21:59 in Berlin
    [InlineData("2026-03-28T21:00:00Z", "2026-03-29T05:00:00Z", "QuietHours")] // The night of the clock change is an hour shorter.
    [InlineData("2026-03-29T04:59:59Z", "2026-03-29T05:00:00Z", "QuietHours")]
    [InlineData("2026-10-24T21:30:00Z", "2026-10-25T06:00:00Z", "QuietHours")]
    [InlineData("2026-10-25T06:00:00Z", "2026-10-25T06:00:00Z", "AtOnce")]
    public void Quiet_hours_end_by_the_clock_on_the_wall(string now, string at, string reason)
    {
        var strategy = new StrategyDraft { QuietFrom = new(22, 0), QuietTo = new(7, 0), TimeZone = "Europe/Berlin" };
        var (due, why) = NotifyDecision.When(strategy, IncidentSeverity.Warning, DateTimeOffset.Parse(now, null));
        Assert.Equal((DateTimeOffset.Parse(at, null), reason), (due, why.ToString()));
        Assert.Equal(DateTimeOffset.Parse(now, null), NotifyDecision.When(strategy, IncidentSeverity.Critical, DateTimeOffset.Parse(now, null)).At);
    }

    [Fact]
    public void A_time_that_is_skipped_is_the_jump_and_one_that_comes_twice_is_the_first()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        Assert.Equal(DateTimeOffset.Parse("2026-03-29T01:00:00Z", null), LocalTime.ToInstant(new(2026, 3, 29), new(2, 30), berlin));
        Assert.Equal(DateTimeOffset.Parse("2026-10-25T00:30:00Z", null), LocalTime.ToInstant(new(2026, 10, 25), new(2, 30), berlin));
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.20.30.40", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("10.99.0.7", true)] // allowed by the administrator
    public void Only_addresses_outside_are_reached_unless_an_administrator_allows_more(string address, bool allowed)
    {
        var addresses = new OutgoingAddresses(Options.Create(new NotificationOptions { AllowedNetworks = ["10.99.0.0/16"] }));
        Assert.Equal(allowed, addresses.IsAllowed(IPAddress.Parse(address)));
    }
}
