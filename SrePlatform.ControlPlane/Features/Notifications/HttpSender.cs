using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SrePlatform.ControlPlane.Platform.Network;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Posts JSON to a checked address and says what the answer means for another attempt.</summary>
internal sealed class HttpSender(HttpClient client)
{
    private const int LongestAnswer = 300;

    public async Task<SendResult> PostAsync(string url, JsonNode body, Action<HttpRequestMessage, byte[]>? prepare, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return new SendResult(false, "The address of the channel is not a web address.", Retry: false);
        }

        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(new JsonSerializerOptions(JsonSerializerDefaults.Web)));
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        prepare?.Invoke(request, bytes);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var said = $"HTTP {(int)response.StatusCode} {await BeginningAsync(response, cancellationToken)}".TrimEnd();
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                return new SendResult(false, $"{said}: redirects are not followed. Give the address that it leads to.", Retry: false);
            }

            return response.IsSuccessStatusCode ? SendResult.Sent(said) : new SendResult(false, said, IsWorthAnotherTry(response.StatusCode), response.Headers.RetryAfter?.Delta);
        }
        catch (AddressRefusedException refused)
        {
            return new SendResult(false, refused.Message, Retry: false);
        }
        catch (HttpRequestException exception)
        {
            return exception.InnerException is AddressRefusedException inner
                ? new SendResult(false, inner.Message, Retry: false)
                : new SendResult(false, exception.InnerException?.Message ?? exception.Message);
        }
    }

    private static bool IsWorthAnotherTry(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict or (HttpStatusCode)425;

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[LongestAnswer];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new string([.. Encoding.UTF8.GetString(buffer, 0, read).Where(character => !char.IsControl(character))]);
    }
}
