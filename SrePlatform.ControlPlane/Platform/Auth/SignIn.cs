using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using SrePlatform.ServiceDefaults.Authentication;

namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>Sign-in of people: OpenID Connect authorization code with PKCE, kept in a cookie that holds name, roles and groups only.</summary>
internal static class SignIn
{
    public const string OpenIdConnect = OpenIdConnectDefaults.AuthenticationScheme;
    public const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;

    private static readonly string[] KeptClaims = ["sub", "preferred_username", "name", "email", "groups", "sid"];

    public static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "sre.session";
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.HttpOnly = true;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.AccessDeniedPath = "/account/access-denied";
        // The refusal is the answer at the address that was asked for; the error page says what to do.
        options.Events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    public static void ConfigureOpenIdConnect(OpenIdConnectOptions options, IConfiguration configuration)
    {
        var settings = configuration.GetSection("Authentication");
        options.Authority = settings["Authority"];
        options.ClientId = settings["ClientId"];
        options.ClientSecret = settings["ClientSecret"];
        options.RequireHttpsMetadata = settings.GetValue("RequireHttpsMetadata", true);
        options.SignInScheme = Cookie;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters { NameClaimType = "preferred_username", RoleClaimType = RealmRoles.ClaimType };
        options.SaveTokens = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("profile");
        options.Scope.Add("email");
        options.CallbackPath = "/signin-oidc";
        options.SignedOutCallbackPath = "/signout-callback-oidc";
        options.SignedOutRedirectUri = "/account/signed-out";
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events.OnTokenValidated = KeepIdentity;
        options.Events.OnTicketReceived = SignInRecord.OnSignedIn;
        options.Events.OnRedirectToIdentityProvider = AnswerScripts;
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/account/sign-in-failed");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    /// <summary>Replaces what the provider sent by the claims that the platform uses; roles come from <c>realm_access</c> of either token.</summary>
    private static Task KeepIdentity(TokenValidatedContext context)
    {
        var received = context.Principal!;
        var identity = new ClaimsIdentity(
            received.Claims.Where(claim => KeptClaims.Contains(claim.Type)).Select(claim => new Claim(claim.Type, claim.Value)),
            Cookie, "preferred_username", RealmRoles.ClaimType);
        var accessToken = context.TokenEndpointResponse?.AccessToken;
        var claims = received.Claims.ToList();
        if (!string.IsNullOrEmpty(accessToken) && new JsonWebTokenHandler().CanReadToken(accessToken))
        {
            claims.AddRange(new JsonWebToken(accessToken).Claims);
        }

        foreach (var role in claims.Where(claim => claim.Type == "realm_access").SelectMany(claim => RealmRoles.Read(claim.Value)).Distinct(StringComparer.Ordinal))
        {
            identity.AddClaim(new Claim(RealmRoles.ClaimType, role));
        }

        foreach (var group in claims.Where(claim => claim.Type == "groups").Select(claim => claim.Value).Distinct(StringComparer.Ordinal))
        {
            if (!identity.HasClaim("groups", group))
            {
                identity.AddClaim(new Claim("groups", group));
            }
        }

        context.Principal = new ClaimsPrincipal(identity);
        if (context.TokenEndpointResponse?.IdToken is { } idToken)
        {
            // Only the hint for signing out; access and refresh tokens are not kept.
            context.Properties!.StoreTokens([new AuthenticationToken { Name = "id_token", Value = idToken }]);
        }

        return Task.CompletedTask;
    }

    /// <summary>Only a navigation can go to another site. A script is told 401, and a fragment makes the whole page go.</summary>
    private static Task AnswerScripts(RedirectContext context)
    {
        var mode = context.Request.Headers["Sec-Fetch-Mode"].ToString();
        var isFragment = context.Request.Headers.ContainsKey("HX-Request");
        if (isFragment || (mode.Length > 0 && mode != "navigate"))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            if (isFragment)
            {
                context.Response.Headers["HX-Refresh"] = "true";
            }

            context.HandleResponse();
        }

        return Task.CompletedTask;
    }
}
