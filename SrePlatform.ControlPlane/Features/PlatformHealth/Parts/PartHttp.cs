using System.Net.Http.Headers;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

/// <summary>Short questions to parts over HTTP: once, without retries, with little of the answer read.</summary>
internal sealed class PartHttp(IHttpClientFactory clients)
{
    public const string ClientName = "platform-health";
    private const int MostCharacters = 4 * 1024 * 1024;

    /// <summary>Null if it answers well.</summary>
    public async Task<string?> CheckAsync(string address, AuthenticationHeaderValue? credentials, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(address, credentials, cancellationToken);
        return answer.IsSuccessStatusCode ? null : $"It answered {(int)answer.StatusCode}.";
    }

    /// <summary>The first line of a text that begins so; null if there is none.</summary>
    public async Task<string?> LineAsync(string address, AuthenticationHeaderValue? credentials, string beginning, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(address, credentials, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        for (var read = 0; read < MostCharacters && await reader.ReadLineAsync(cancellationToken) is { } line; read += line.Length)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }

    public async Task<T?> JsonAsync<T>(string address, AuthenticationHeaderValue? credentials, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(address, credentials, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<T>(options, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(string address, AuthenticationHeaderValue? credentials, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = credentials;
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
