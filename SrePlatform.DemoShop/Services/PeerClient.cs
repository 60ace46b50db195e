using System.Text.Json.Serialization.Metadata;
using SrePlatform.DemoShop.Telemetry;

namespace SrePlatform.DemoShop.Services;

/// <summary>Calls other services of the shop, once each: no retry hides a failure.</summary>
internal sealed class PeerClient(HttpClient http, ShopMetrics metrics, TimeProvider time)
{
    /// <summary>Asks a peer.</summary>
    /// <exception cref="PeerFailedException">It did not answer in time, or not well.</exception>
    public Task<TAnswer> GetAsync<TAnswer>(string peer, string path, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken) =>
        CallAsync(peer, () => new HttpRequestMessage(HttpMethod.Get, new Uri(ShopServices.Address(peer), path)), answer, cancellationToken);

    /// <summary>Tells a peer to do something.</summary>
    /// <exception cref="PeerFailedException">It did not answer in time, or not well.</exception>
    public Task<TAnswer> PostAsync<TBody, TAnswer>(
        string peer, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken) =>
        CallAsync(
            peer,
            () => new HttpRequestMessage(HttpMethod.Post, new Uri(ShopServices.Address(peer), path)) { Content = JsonContent.Create(body, bodyType) },
            answer,
            cancellationToken);

    private async Task<TAnswer> CallAsync<TAnswer>(
        string peer, Func<HttpRequestMessage> compose, JsonTypeInfo<TAnswer> type, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var succeeded = false;
        try
        {
            using var request = compose();
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new PeerFailedException(peer, $"answered {(int)response.StatusCode}");
            }

            var answer = await response.Content.ReadFromJsonAsync(type, cancellationToken);
            succeeded = true;
            return answer ?? throw new PeerFailedException(peer, "answered nothing");
        }
        catch (HttpRequestException exception)
        {
            throw new PeerFailedException(peer, $"cannot be reached ({exception.HttpRequestError})", exception);
        }
        catch (TaskCanceledException exception) when (exception.InnerException is TimeoutException)
        {
            throw new PeerFailedException(peer, "did not answer in time", exception);
        }
        finally
        {
            metrics.PeerCalled(peer, succeeded, time.GetElapsedTime(began));
        }
    }
}

/// <summary>A service that this one needs did not do its part.</summary>
internal sealed class PeerFailedException(string peer, string how, Exception? cause = null) : Exception($"{peer} {how}", cause);
