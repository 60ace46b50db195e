using System.Text.Json.Nodes;
using SrePlatform.ControlPlane.Features.Incidents;

namespace SrePlatform.ControlPlane.Features.Notifications.Slack;

/// <summary>An incoming webhook of Slack: a message of blocks, with the colour of the severity beside it.</summary>
internal sealed class SlackNotifier(HttpSender http) : INotifier
{
    private const int LongestHeader = 150;
    private const int LongestText = 2_900;

    public ChannelKind Kind => ChannelKind.Slack;

    public Task<SendResult> SendAsync(ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken) =>
        http.PostAsync(target["url"], Body(message), null, cancellationToken);

    internal static JsonObject Body(NotificationMessage message)
    {
        var blocks = new JsonArray
        {
            new JsonObject { ["type"] = "header", ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = Cut(message.Title, LongestHeader) } },
            Section(string.Join('\n', message.Lines)),
            Section(string.Join('\n', message.Facts.Select(fact => $"*{Escape(fact.Name)}*: {Escape(fact.Value)}")), escaped: true),
        };
        if (message.Url is { } url)
        {
            blocks.Add(Section($"<{url}|{Escape(message.Reference)}>", escaped: true));
        }

        return new JsonObject
        {
            ["text"] = Cut(message.Title, LongestText),
            ["attachments"] = new JsonArray(new JsonObject { ["color"] = Colour(message), ["blocks"] = blocks }),
        };
    }

    private static JsonObject Section(string text, bool escaped = false) =>
        new() { ["type"] = "section", ["text"] = new JsonObject { ["type"] = "mrkdwn", ["text"] = Cut(escaped ? text : Escape(text), LongestText) } };

    private static string Colour(NotificationMessage message) => message switch
    {
        { State: IncidentState.Resolved or IncidentState.Closed } => "#2e7d32",
        { Severity: IncidentSeverity.Critical } => "#c62828",
        { Severity: IncidentSeverity.Warning } => "#b26a00",
        _ => "#1565c0",
    };

    /// <summary>What people wrote must not become a mention or a link.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";
}
