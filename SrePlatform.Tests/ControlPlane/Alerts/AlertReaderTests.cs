using System.Text.Json;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.Errors;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Alerts;

[Trait("Category", "Unit")]
public sealed class AlertReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_label_given_twice_counts_as_given_last()
    {
        var alert = Assert.Single(Read("""[{"labels":{"alertname":"first","alertname":"second"}}]""")!);
        Assert.Equal("second", alert.Rule);
    }

    [Fact]
    public void Gos_zero_time_means_that_the_sender_did_not_say()
    {
        var alert = Assert.Single(Read("""[{"labels":{"alertname":"x"},"startsAt":"2026-05-01T11:00:00.123456789Z","endsAt":"0001-01-01T00:00:00Z"}]""")!);
        Assert.Null(alert.EndsAt);
        Assert.Equal(11, alert.StartsAt!.Value.Hour);
    }

    [Fact]
    public void A_webhook_says_by_its_status_what_is_over()
    {
        var read = Value(new AlertReader(Now).ReadWebhook(Json("""{"version":"4","status":"firing","alerts":[{"status":"resolved","labels":{"alertname":"x"}},{"status":"firing","labels":{"alertname":"y"}}]}""")));
        Assert.Equal([true, false], read.Select(alert => alert.Resolved));
    }

    [Theory]
    [InlineData("""{"labels":{"alertname":"x"}}""", "body")]
    [InlineData("""["x"]""", "[0]")]
    [InlineData("""[{"labels":{"other":"x"}}]""", "[0].labels.alertname")]
    [InlineData("""[{"labels":{"alertname":" "}}]""", "[0].labels.alertname")]
    [InlineData("""[{"labels":{"alertname":"x"}},{"labels":{"alertname":"x","n":1}}]""", "[1].labels.n")]
    [InlineData("""[{"labels":{"alertname":"a\u0000b"}}]""", "[0].labels.alertname")]
    [InlineData("""[{"labels":[]}]""", "[0].labels")]
    [InlineData("""[{"labels":{"alertname":"x"},"annotations":{"a":"\u0000"}}]""", "[0].annotations.a")]
    [InlineData("""[{"labels":{"alertname":"x"},"startsAt":"yesterday"}]""", "[0].startsAt")]
    [InlineData("""[{"labels":{"alertname":"x"},"startsAt":"1970-01-01T00:00:00Z"}]""", "[0].startsAt")]
    [InlineData("""[{"labels":{"alertname":"x"},"endsAt":"9999-01-01T00:00:00Z"}]""", "[0].endsAt")]
    [InlineData("""[{"labels":{"alertname":"x"},"startsAt":7}]""", "[0].startsAt")]
    [InlineData("""[{"labels":{"alertname":"x"},"startsAt":"2026-05-01T11:00:00Z","endsAt":"2026-05-01T10:59:59Z"}]""", "[0].endsAt")]
    public void A_fault_names_its_field(string body, string field)
    {
        var failure = Assert.IsType<ValidationFailure>(new AlertReader(Now).ReadV2(Json(body)).Failure);
        Assert.Contains(field, failure.Errors.Keys);
    }

    [Fact]
    public void Too_many_alerts_or_too_long_values_are_refused()
    {
        var many = JsonSerializer.SerializeToElement(Enumerable.Range(0, AlertLimits.AlertsPerRequest + 1).Select(_ => new { labels = new { alertname = "x" } }));
        Assert.IsType<ValidationFailure>(new AlertReader(Now).ReadV2(many).Failure);
        var longValue = JsonSerializer.SerializeToElement(new[] { new { labels = new { alertname = new string('x', AlertLimits.LabelValue + 1) } } });
        Assert.IsType<ValidationFailure>(new AlertReader(Now).ReadV2(longValue).Failure);
    }

    private static IReadOnlyList<IncomingAlert>? Read(string body) => Value(new AlertReader(Now).ReadV2(Json(body)));

    private static IReadOnlyList<IncomingAlert> Value(Outcome<IReadOnlyList<IncomingAlert>> outcome)
    {
        Assert.True(outcome.TryGet(out var value, out _));
        return value;
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
