using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SrePlatform.Tests.ServiceDefaults;

/// <summary>A realm that answers discovery, keys and token requests in memory, and mints whatever token a test needs.</summary>
internal sealed class RealmInMemory(TimeProvider clock) : HttpMessageHandler
{
    public const string Authority = "http://realm.test/realms/sre-platform";
    public const string Audience = "control-plane";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "key-1" };
    private int _issued;

    public bool IsDown { get; set; }

    public int TokenRequests { get; private set; }

    public int TokenLifetimeSeconds { get; set; } = 300;

    /// <summary>Holds token requests back until it completes.</summary>
    public Task TokenGate { get; set; } = Task.CompletedTask;

    public string Mint(Action<SecurityTokenDescriptor>? change = null, string[]? roles = null, SecurityKey? key = null)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "user-1",
                ["preferred_username"] = "operator",
                ["typ"] = "Bearer",
                ["realm_access"] = JsonSerializer.SerializeToElement(new { roles = roles ?? ["viewer"] }),
            },
            SigningCredentials = new SigningCredentials(key ?? _key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new HttpRequestException("Connection refused");
        }

        switch (request.RequestUri!.AbsolutePath)
        {
            case "/realms/sre-platform/.well-known/openid-configuration":
                return Json(new { issuer = Authority, jwks_uri = "http://realm.test/certs", token_endpoint = "http://realm.test/token" });
            case "/certs":
                var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);
                return Json(new { keys = new[] { new { kty = key.Kty, kid = key.Kid, n = key.N, e = key.E, use = "sig", alg = "RS256" } } });
            case "/token":
                TokenRequests++;
                var form = await request.Content!.ReadAsStringAsync(cancellationToken);
                await TokenGate.WaitAsync(cancellationToken);
                return form.Contains("client_secret=right", StringComparison.Ordinal)
                    ? Json(new { access_token = $"token-{++_issued}", expires_in = TokenLifetimeSeconds })
                    : Json(new { error = "invalid_client", error_description = "Invalid client credentials" }, HttpStatusCode.Unauthorized);
            default:
                return new HttpResponseMessage(HttpStatusCode.NotFound);
        }
    }

    private static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = JsonContent.Create(body) };
}
