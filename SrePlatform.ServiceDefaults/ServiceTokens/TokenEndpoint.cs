using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using SrePlatform.ServiceDefaults.Authentication;

namespace SrePlatform.ServiceDefaults.ServiceTokens;

/// <summary>The realm's token endpoint, found by discovery.</summary>
internal sealed class TokenEndpoint(IHttpClientFactory clients, IOptions<PlatformAuthenticationOptions> options, TimeProvider clock)
{
    public const string ClientName = "service-tokens";

    private volatile Uri? _address;

    /// <summary>Asks for a new token by client credentials.</summary>
    public async Task<ServiceToken> RequestAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (settings.ClientId.Length == 0 || settings.ClientSecret.Length == 0)
        {
            throw new ServiceTokenException("Authentication:ClientId and Authentication:ClientSecret are needed to call another service; at least one is missing.");
        }

        using var http = clients.CreateClient(ClientName);
        try
        {
            var address = _address ??= await DiscoverAsync(http, settings, cancellationToken);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = settings.ClientId,
                ["client_secret"] = settings.ClientSecret,
            });
            var asked = clock.GetUtcNow();
            using var response = await http.PostAsync(address, form, cancellationToken);
            var answer = await ReadAsync(response, cancellationToken);
            return response.IsSuccessStatusCode && answer is { AccessToken.Length: > 0, ExpiresIn: > 0 }
                ? ServiceToken.Issued(answer.AccessToken, asked, TimeSpan.FromSeconds(answer.ExpiresIn))
                : throw Refused(settings, $"{(int)response.StatusCode} {answer?.Error} {answer?.ErrorDescription}".TrimEnd());
        }
        catch (Exception exception) when (exception is not ServiceTokenException && !cancellationToken.IsCancellationRequested)
        {
            _address = null;
            throw Refused(settings, exception.Message, exception);
        }
    }

    private static async Task<Uri> DiscoverAsync(HttpClient http, PlatformAuthenticationOptions settings, CancellationToken cancellationToken)
    {
        var document = await http.GetFromJsonAsync<Discovery>(settings.DiscoveryAddress, cancellationToken);
        return document?.TokenEndpoint ?? throw Refused(settings, "its discovery document names no token endpoint");
    }

    private static async Task<TokenAnswer?> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ServiceTokenException Refused(PlatformAuthenticationOptions settings, string reason, Exception? inner = null) =>
        new($"No access token for client '{settings.ClientId}' from {settings.Authority}: {reason}.", inner);

    private sealed record Discovery([property: JsonPropertyName("token_endpoint")] Uri? TokenEndpoint);

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("expires_in")] int ExpiresIn,
        [property: JsonPropertyName("error")] string? Error,
        [property: JsonPropertyName("error_description")] string? ErrorDescription);
}
