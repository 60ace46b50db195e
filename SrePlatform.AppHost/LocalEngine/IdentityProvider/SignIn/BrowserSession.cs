using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>The sign-in that a browser keeps in a cookie, and that all clients share.</summary>
internal sealed record BrowserSession(string Subject, string SessionId, DateTimeOffset SignedInAt)
{
    public const string Scheme = "sso";

    public static async Task<BrowserSession?> FindAsync(HttpContext context, OpenSessions sessions)
    {
        var result = await context.AuthenticateAsync(Scheme);
        return result.Principal is { } principal
            && principal.FindFirstValue(Claims.Subject) is { } subject
            && principal.FindFirstValue(TokenSession.SessionClaim) is { } sessionId
            && new BrowserSession(subject, sessionId, TokenSession.SignedIn(principal)) is var session
            && sessions.StateOf(subject, sessionId, session.SignedInAt) == SessionState.Open
                ? session
                : null;
    }

    public static Task StartAsync(HttpContext context, RealmUser user, DateTimeOffset now) =>
        context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [
            new(Claims.Subject, user.Id),
            new(TokenSession.SessionClaim, Guid.NewGuid().ToString()),
            new(Claims.AuthenticationTime, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ], Scheme)));

    public async Task EndAsync(HttpContext context, OpenSessions sessions)
    {
        sessions.End(SessionId);
        await context.SignOutAsync(Scheme);
    }
}
