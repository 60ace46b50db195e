using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using SrePlatform.ServiceDefaults.Authentication;

namespace Microsoft.Extensions.Hosting;

/// <summary>How the platform's services know who calls them.</summary>
public static class PlatformAuthenticationExtensions
{
    private static readonly string[] SignatureAlgorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>
    /// Accepts the realm's access tokens (scheme <c>Bearer</c>): signature, issuer, audience, lifetime and kind are checked, realm
    /// roles become <c>roles</c> claims, and refusals are problem details. Settings are <see cref="PlatformAuthenticationOptions"/>.
    /// </summary>
    public static AuthenticationBuilder AddPlatformAuthentication(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddPlatformAuthenticationOptions();
        services.AddPlatformProblemDetails();
        services.AddAuthorization();
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<PlatformAuthenticationOptions>, TimeProvider>((bearer, settings, clock) => Configure(bearer, settings.Value, clock));
        return services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
    }

    internal static void AddPlatformAuthenticationOptions(this IServiceCollection services) =>
        services.AddOptions<PlatformAuthenticationOptions>()
            .BindConfiguration(PlatformAuthenticationOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                options => !options.RequireHttpsMetadata || !Uri.TryCreate(options.Authority, UriKind.Absolute, out var uri) || uri.Scheme == Uri.UriSchemeHttps,
                "Authentication:Authority must be an https address, or set Authentication:RequireHttpsMetadata to false for a realm on this machine.")
            .ValidateOnStart();

    private static void Configure(JwtBearerOptions bearer, PlatformAuthenticationOptions settings, TimeProvider clock)
    {
        bearer.Authority = settings.Authority;
        bearer.RequireHttpsMetadata = settings.RequireHttpsMetadata;
        bearer.MapInboundClaims = false;
        bearer.SaveToken = false;
        bearer.RefreshInterval = TimeSpan.FromSeconds(30);
        bearer.Events = new BearerEvents();
        bearer.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = settings.Audience,
            ValidateAudience = true,
            ValidateIssuer = true,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidAlgorithms = SignatureAlgorithms,
            NameClaimType = "preferred_username",
            RoleClaimType = RealmRoles.ClaimType,
            LifetimeValidator = (notBefore, expires, _, _) => TokenLifetime.Validate(clock.GetUtcNow(), notBefore, expires),
        };
    }
}
