using System.Collections.Immutable;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Protocol;

/// <summary>Which scopes a client may ask for, and which its tokens name.</summary>
internal static class RequestedScopes
{
    public const string OpenId = "openid";

    public static IEnumerable<string> Refused(RealmClient client, ImmutableArray<string> requested) =>
        requested.Where(scope => scope != OpenId && !client.DefaultClientScopes.Contains(scope) && !client.OptionalClientScopes.Contains(scope));

    /// <summary>Default scopes are granted without being asked for; internal ones are not named.</summary>
    public static ImmutableArray<string> Granted(RealmFile realm, RealmClient client, ImmutableArray<string> requested) =>
    [
        .. requested.Where(scope => scope == OpenId),
        .. client.DefaultClientScopes.Concat(client.OptionalClientScopes.Intersect(requested, StringComparer.Ordinal))
            .Where(scope => realm.FindScope(scope) is { IsInTokenScope: true })
            .Distinct(StringComparer.Ordinal),
    ];
}
