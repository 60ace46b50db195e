using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace SrePlatform.ControlPlane.Features.Notifications.Line;

/// <summary>LINE's messaging API: a text pushed to a user, group or room. The retry key makes LINE deliver it once.</summary>
internal sealed class LineNotifier(HttpSender http) : INotifier
{
    private const int LongestText = 4_900;

    public ChannelKind Kind => ChannelKind.Line;

    public async Task<SendResult> SendAsync(ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        var text = message.Plain();
        var body = new JsonObject
        {
            ["to"] = target["to"],
            ["messages"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text.Length <= LongestText ? text : text[..LongestText] + "…" }),
        };
        var result = await http.PostAsync(target["url"], body, (request, _) =>
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", target["token"]);
            request.Headers.Add("X-Line-Retry-Key", message.DeliveryId.ToString());
        }, cancellationToken);
        // LINE answers 409 to a key that it has accepted before.
        return !result.Succeeded && result.Detail.StartsWith("HTTP 409", StringComparison.Ordinal) ? SendResult.Sent(result.Detail) : result;
    }
}
