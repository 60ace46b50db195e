using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Notifications.Webhook;

/// <summary>
/// A webhook of one's own. <c>X-SRE-Signature: sha256=…</c> is the HMAC of <c>timestamp.body</c> with the channel's secret, and
/// <c>X-SRE-Timestamp</c> its time, so that a receiver can refuse what is forged or old; <c>X-SRE-Delivery</c> is the same for every attempt.
/// </summary>
internal sealed class WebhookNotifier(HttpSender http, TimeProvider time) : INotifier
{
    public ChannelKind Kind => ChannelKind.Webhook;

    public Task<SendResult> SendAsync(ChannelTarget target, NotificationMessage message, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["delivery_id"] = message.DeliveryId,
            ["title"] = message.Title,
            ["lines"] = new JsonArray([.. message.Lines.Select(JsonNode (line) => line)]),
            ["incident"] = new JsonObject
            {
                ["reference"] = message.Reference,
                ["severity"] = EnumsAsText.ToText(message.Severity),
                ["state"] = EnumsAsText.ToText(message.State),
                ["services"] = new JsonArray([.. message.Services.Select(JsonNode (service) => service)]),
                ["url"] = message.Url,
            },
        };
        return http.PostAsync(target["url"], body, (request, bytes) =>
        {
            var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            request.Headers.Add("X-SRE-Delivery", message.DeliveryId.ToString());
            request.Headers.Add("X-SRE-Timestamp", timestamp);
            request.Headers.Add("X-SRE-Signature", "sha256=" + Sign(target["secret"], timestamp, bytes));
        }, cancellationToken);
    }

    internal static string Sign(string secret, string timestamp, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(timestamp + "."), .. body]));
}
