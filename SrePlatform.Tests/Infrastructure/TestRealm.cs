using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace SrePlatform.Tests.Infrastructure;

/// <summary>Signs access tokens like the realm's, for a service whose discovery is replaced by this realm's keys.</summary>
internal sealed class TestRealm : IDisposable
{
    public const string Authority = "http://realm.test/realms/sre-platform";

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RsaSecurityKey _key;

    public TestRealm() => _key = new RsaSecurityKey(_rsa) { KeyId = "test" };

    /// <summary>An access token of a person or service with the given realm roles.</summary>
    public string Token(string name, string[] roles, string audience = "control-plane", TimeSpan? lifetime = null, string issuer = Authority)
    {
        var now = TimeProvider.System.GetUtcNow();
        var expires = now + (lifetime ?? TimeSpan.FromMinutes(5));
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime.AddMinutes(-10),
            NotBefore = now.UtcDateTime.AddMinutes(-10),
            Expires = expires.UtcDateTime,
            Claims = new Dictionary<string, object>
            {
                ["sub"] = "sub-" + name,
                ["typ"] = "Bearer",
                ["preferred_username"] = name,
                ["realm_access"] = JsonSerializer.SerializeToElement(new { roles }),
            },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }

    /// <summary>Makes the service trust this realm without asking anybody.</summary>
    public void TrustIn(IServiceCollection services)
    {
        TrustTokensIn(services);
        services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, options =>
        {
            var configuration = new OpenIdConnectConfiguration { Issuer = Authority, AuthorizationEndpoint = Authority + "/auth", TokenEndpoint = Authority + "/token" };
            configuration.SigningKeys.Add(_key);
            options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration);
        });
    }

    private void TrustTokensIn(IServiceCollection services) => services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
    {
        var configuration = new OpenIdConnectConfiguration { Issuer = Authority };
        configuration.SigningKeys.Add(_key);
        options.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(configuration);
        options.TokenValidationParameters.ValidIssuer = Authority;
    });

    public void Dispose() => _rsa.Dispose();
}
