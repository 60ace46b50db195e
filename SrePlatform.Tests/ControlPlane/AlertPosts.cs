using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Xunit;

namespace SrePlatform.Tests.ControlPlane;

/// <summary>Alerts as vmalert posts them.</summary>
internal static class AlertPosts
{
    public static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddMinutes(-1);

    public static object Alert(
        string rule, string? service = null, string severity = "critical", DateTimeOffset? startsAt = null, DateTimeOffset? endsAt = null,
        IReadOnlyDictionary<string, string>? labels = null)
    {
        var all = new Dictionary<string, string>(labels ?? new Dictionary<string, string>()) { ["alertname"] = rule, ["severity"] = severity };
        if (service is not null)
        {
            all["service"] = service;
        }

        return new
        {
            labels = all,
            annotations = new { summary = $"{rule} is bad" },
            startsAt = Text(startsAt ?? Start),
            endsAt = Text(endsAt ?? TimeProvider.System.GetUtcNow().AddMinutes(4)),
            generatorURL = "http://vmalert/rule",
        };
    }

    /// <summary>The same alert, ended now.</summary>
    public static object Resolved(string rule, string? service = null, string severity = "critical", DateTimeOffset? startsAt = null) =>
        Alert(rule, service, severity, startsAt, TimeProvider.System.GetUtcNow());

    public static async Task PostAlertsAsync(this ControlPlaneHost host, params object[] alerts)
    {
        var response = await host.WithToken(ControlPlaneHost.IngestToken).PostAsJsonAsync("/api/v2/alerts", alerts, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);
}
