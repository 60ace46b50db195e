using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Silences;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Silences;

[Trait("Category", "Unit")]
public sealed class SilenceValidationTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly SilenceDraft Good = new() { Reason = "known", Matchers = "service=\"checkout\"", DurationSeconds = 7200 };

    [Fact]
    public void A_duration_becomes_an_end()
    {
        Assert.True(SilenceValidation.Check(Good, Now).TryGet(out var definition, out _));
        Assert.Equal((Now, Now.AddHours(2)), (definition.StartsAt, definition.EndsAt));
    }

    [Theory]
    [InlineData("reason", "reason")]
    [InlineData("", "matchers")]
    [InlineData("service", "matchers")]
    [InlineData("service!=\"x\"", "matchers")]
    [InlineData("service=~\".*\"", "matchers")]
    [InlineData("service=~\"(\"", "matchers")]
    public void A_silence_needs_a_reason_and_something_it_is_about(string text, string field)
    {
        var draft = field == "reason" ? Good with { Reason = " " } : Good with { Matchers = text };
        Assert.Contains(field, Invalid(draft));
    }

    [Fact]
    public void Times_must_make_sense()
    {
        Assert.Contains("ends_at", Invalid(Good with { DurationSeconds = null }));
        Assert.Contains("ends_at", Invalid(Good with { EndsAt = Now.AddSeconds(-5) }));
        Assert.Contains("ends_at", Invalid(Good with { EndsAt = Now.AddDays(91) }));
        Assert.Contains("ends_at", Invalid(Good with { DurationSeconds = -1 }));
    }

    [Theory]
    [InlineData("0 2 * *", "UTC", 60, "cron")]
    [InlineData("61 2 * * *", "UTC", 60, "cron")]
    [InlineData("0 0 30 2 *", "UTC", 60, "cron")]
    [InlineData("0 2 * * *", "Mars/Olympus", 60, "time_zone")]
    [InlineData("0 2 * * *", "UTC", 1, "duration_seconds")]
    [InlineData("0 2 * * *", "UTC", 1_000_000, "duration_seconds")]
    public void A_schedule_must_come_to_pass(string cron, string zone, double seconds, string field) =>
        Assert.Contains(field, Invalid(Good with { Cron = cron, TimeZone = zone, DurationSeconds = seconds }));

    [Fact]
    public void A_maintenance_window_needs_a_target() => Assert.Contains("services", Invalid(new() { Kind = SilenceKind.Maintenance, Reason = "x", Services = [" ", null], DurationSeconds = 60 }));

    [Theory]
    [InlineData("2026-05-02T18:30:00Z", true)]
    [InlineData("2026-05-02T17:59:59Z", false)]
    [InlineData("2026-05-02T19:00:00Z", false)]
    [InlineData("2026-05-03T18:30:00Z", false)]
    public void A_schedule_follows_the_clock_of_its_time_zone(string at, bool holds)
    {
        // Sundays at 02:00 in Taipei are Saturdays at 18:00 in UTC.
        var window = SilenceSchedule.WindowAt("0 2 * * SUN", "Asia/Taipei", TimeSpan.FromHours(1), DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(holds, window is not null);
    }

    [Theory]
    [InlineData("service=\"checkout\"", true)]
    [InlineData("service=~\"check.*\"", true)]
    [InlineData("service=~\"check\"", false)]
    [InlineData("service!~\"pay.*\"", true)]
    [InlineData("missing=\"\"", true)]
    [InlineData("missing!=\"\"", false)]
    [InlineData("service = checkout", true)]
    public void Matchers_mean_what_they_mean_in_Prometheus(string text, bool holds)
    {
        Assert.True(LabelMatcher.TryParse(text, out var matcher));
        Assert.Equal(holds, matcher.Holds(new Dictionary<string, string> { ["service"] = "checkout" }));
        Assert.True(LabelMatcher.TryParse(matcher.ToString(), out var again));
        Assert.Equal(matcher, again);
    }

    [Fact]
    public void The_switch_explains_its_hosts_and_nothing_else()
    {
        var dependencies = new Dependencies([("host-1", "switch"), ("vm", "host-1"), ("switch", "core")]);
        var cause = new ExplainingAlert(Guid.NewGuid(), "f", "Down", "switch", null, "sw-1", Now, Guid.NewGuid());
        Suppression? Decide(string service, double seconds) => SuppressionDecision.Decide(
            new(new Dictionary<string, string>(), service, null), "other", Now.AddSeconds(seconds), [], [cause], dependencies.DependsOn);
        Assert.Equal((SuppressionReason.Inhibited, cause.Id, cause.IncidentId), (Decide("host-1", 5)!.Reason, Decide("host-1", 5)!.By, Decide("host-1", 5)!.IncidentId));
        Assert.NotNull(Decide("vm", -60));
        Assert.Null(Decide("vm", -600));
        Assert.Null(Decide("core", 5));
        Assert.Null(Decide("stranger", 5));
        Assert.Null(Decide("switch", 5));
    }

    private static IEnumerable<string> Invalid(SilenceDraft draft)
    {
        Assert.False(SilenceValidation.Check(draft, Now).TryGet(out _, out var failure));
        return Assert.IsType<SilenceInvalid>(failure).Errors.Keys;
    }
}
