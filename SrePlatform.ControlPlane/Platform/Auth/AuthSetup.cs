using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>Schemes and policies: cookie and OpenID Connect for pages, bearer tokens for the API, source tokens for ingestion.</summary>
internal static class AuthSetup
{
    public static void AddAuth(this WebApplicationBuilder builder)
    {
        builder.AddPlatformAuthentication();
        builder.Services.AddSingleton<SourceTokens>();
        builder.Services.AddScoped<SignInRecord>();
        builder.Services
            .AddAuthentication(options =>
            {
                options.DefaultScheme = SignIn.Cookie;
                options.DefaultChallengeScheme = SignIn.OpenIdConnect;
            })
            .AddCookie(SignIn.Cookie, SignIn.ConfigureCookie)
            .AddOpenIdConnect(SignIn.OpenIdConnect, options => SignIn.ConfigureOpenIdConnect(options, builder.Configuration))
            .AddScheme<AuthenticationSchemeOptions, SourceAuthentication>(SourceAuthentication.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenAuthentication>(ApiTokenAuthentication.SchemeName, null);
        builder.Services.AddAuthorization(Policies.Add);
        builder.Services.Configure<MvcOptions>(options => options.Filters.Add<UnsafeRequestsNeedOperate>());
    }

    public static void MapAuth(this WebApplication app)
    {
        app.MapGet("/sign-in", (string? return_url) => TypedResults.Challenge(
                new AuthenticationProperties { RedirectUri = return_url is null ? "/account/start" : LocalPath(return_url) }, [SignIn.OpenIdConnect]))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/account/sign-out", SignOutAsync)
            .WithMetadata(new RequireAntiforgeryTokenAttribute()).ExcludeFromDescription();
    }

    /// <summary>Ends the session here and at the identity provider.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext http, SignInRecord record, CancellationToken cancellationToken)
    {
        await record.SignedOutAsync(Actor.From(http.User), cancellationToken);
        return TypedResults.SignOut(null, [SignIn.Cookie, SignIn.OpenIdConnect]);
    }

    /// <summary>Only paths of this site are followed after sign-in.</summary>
    internal static string LocalPath(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal) ? path : "/";
}
