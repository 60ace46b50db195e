using System.Text.Json.Nodes;
using SrePlatform.ControlPlane.Features.Incidents;

namespace SrePlatform.ControlPlane.Features.Notifications.Teams;

/// <summary>A workflow webhook of Microsoft Teams: an adaptive card.</summary>
internal sealed class TeamsNotifier(HttpSender http) : INotifier
{
    public ChannelKind Kind => ChannelKind.Teams;

    public Task<SendResult> SendAsync(ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken) =>
        http.PostAsync(target["url"], Body(message), null, cancellationToken);

    internal static JsonObject Body(NotificationMessage message)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray(
            [
                Text(message.Title, ("size", "Large"), ("weight", "Bolder"), ("color", message.State is IncidentState.Resolved or IncidentState.Closed ? "Good" : message.Severity is IncidentSeverity.Critical ? "Attention" : "Warning")),
                .. message.Lines.Select(JsonNode (line) => Text(line)),
                new JsonObject
                {
                    ["type"] = "FactSet",
                    ["facts"] = new JsonArray([.. message.Facts.Select(JsonNode (fact) => new JsonObject { ["title"] = fact.Name, ["value"] = Escape(fact.Value) })]),
                },
            ]),
        };
        if (message.Url is { } url)
        {
            card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = message.Reference, ["url"] = url });
        }

        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card }),
        };
    }

    private static JsonObject Text(string text, params (string Name, string Value)[] more)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = Escape(text), ["wrap"] = true };
        foreach (var (name, value) in more)
        {
            block[name] = value;
        }

        return block;
    }

    /// <summary>Cards read Markdown; what people wrote is not meant as such.</summary>
    private static string Escape(string text) => string.Concat(text.Select(character => @"\`*_[]()#>!|~".Contains(character, StringComparison.Ordinal) ? $"\\{character}" : $"{character}"));
}
