using System.Text.Json.Nodes;
using SrePlatform.ControlPlane.Features.Incidents;

namespace SrePlatform.ControlPlane.Features.Notifications.PagerDuty;

/// <summary>PagerDuty's events API, version 2: one of its alerts for each incident, acknowledged and resolved with it.</summary>
internal sealed class PagerDutyNotifier(HttpSender http) : INotifier
{
    private const int LongestSummary = 1_024;

    public ChannelKind Kind => ChannelKind.PagerDuty;

    public Task<SendResult> SendAsync(ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken) =>
        http.PostAsync(target["url"], Body(target["routing_key"], message), null, cancellationToken);

    internal static JsonObject Body(string routingKey, NotificationMessage message)
    {
        var body = new JsonObject
        {
            ["routing_key"] = routingKey,
            ["event_action"] = message.State switch
            {
                IncidentState.Resolved or IncidentState.Closed => "resolve",
                IncidentState.Acknowledged or IncidentState.InProgress => "acknowledge",
                _ => "trigger",
            },
            ["dedup_key"] = message.IncidentKey,
            ["payload"] = new JsonObject
            {
                ["summary"] = message.Title.Length <= LongestSummary ? message.Title : message.Title[..LongestSummary],
                ["source"] = message.Services.Count > 0 ? message.Services[0] : "sre-platform",
                ["severity"] = message.Severity switch { IncidentSeverity.Critical => "critical", IncidentSeverity.Warning => "warning", _ => "info" },
                ["custom_details"] = new JsonObject([.. message.Facts.DistinctBy(fact => fact.Name).Select(fact => KeyValuePair.Create<string, JsonNode?>(fact.Name, fact.Value))]),
            },
        };
        if (message.Url is { } url)
        {
            body["links"] = new JsonArray(new JsonObject { ["href"] = url, ["text"] = message.Reference });
        }

        return body;
    }
}
