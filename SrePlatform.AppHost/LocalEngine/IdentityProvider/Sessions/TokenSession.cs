using System.Globalization;
using System.Security.Claims;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Sessions;

/// <summary>
/// What a token stands for: whose it is, the sign-in it goes back to, and the grant (one authorization of one client) it belongs to.
/// </summary>
internal sealed record TokenSession(string Subject, string ClientId, string? SessionId, string GrantId, DateTimeOffset SignedInAt)
{
    public const string SessionClaim = "sid";
    private const string GrantClaim = "grant_id";
    private const string RefreshClaim = "refresh_id";
    private const char GrantSeparator = '.';

    public static string SpentSession(string sessionId) => $"session:{sessionId}";

    public static string SpentGrant(string grantId) => $"grant:{grantId}";

    public static string SpentCode(string grantId) => $"code:{grantId}";

    public static string SpentRefresh(string refreshId) => $"refresh:{refreshId}";

    public static string? RefreshIdOf(ClaimsPrincipal principal) => principal.GetClaim(RefreshClaim);

    /// <summary>Reads back what <see cref="ToPrincipal"/> wrote into a token.</summary>
    public static TokenSession? From(ClaimsPrincipal? principal)
    {
        var subject = principal?.GetClaim(Claims.Subject);
        var grant = principal?.GetClaim(GrantClaim) ?? GrantOf(principal?.GetClaim(Claims.JwtId));
        var client = principal?.GetPresenters().FirstOrDefault() ?? principal?.GetClaim(Claims.AuthorizedParty);
        return subject is null || grant is null || client is null
            ? null
            : new TokenSession(subject, client, principal!.GetClaim(SessionClaim), grant, SignedIn(principal!));
    }

    /// <summary>A new token's id, which leads back to its grant without a claim that Keycloak does not have.</summary>
    public string NewTokenId() => $"{GrantId}{GrantSeparator}{Guid.NewGuid():N}";

    public static DateTimeOffset SignedIn(ClaimsPrincipal principal) =>
        long.TryParse(principal.GetClaim(Claims.AuthenticationTime), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    public ClaimsPrincipal ToPrincipal(IEnumerable<string> scopes)
    {
        var identity = new ClaimsIdentity("realm", Claims.PreferredUsername, Claims.Role);
        identity.SetClaim(Claims.Subject, Subject)
            .SetClaim(SessionClaim, SessionId)
            .SetClaim(Claims.AuthenticationTime, SignedInAt.ToUnixTimeSeconds())
            .SetClaim(GrantClaim, GrantId)
            .SetClaim(RefreshClaim, Guid.NewGuid().ToString("N"));
        identity.SetDestinations(claim => claim.Type switch
        {
            RefreshClaim => [],
            _ => [Destinations.AccessToken, Destinations.IdentityToken],
        });
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetPresenters(ClientId);
        return principal;
    }

    private static string? GrantOf(string? tokenId) =>
        tokenId?.IndexOf(GrantSeparator, StringComparison.Ordinal) is { } separator and > 0 ? tokenId[..separator] : null;
}
