namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>Keycloak's comparison of addresses: exact, or by prefix where the registered one ends in <c>*</c>.</summary>
internal static class RedirectUris
{
    public static bool Allows(IEnumerable<string> registered, string? presented) =>
        IsSound(presented) && registered.Any(pattern => Matches(pattern, presented!));

    /// <summary>Absolute, without a fragment, and without what a browser reads differently from us.</summary>
    private static bool IsSound(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)
        && parsed.Fragment.Length == 0
        && parsed.UserInfo.Length == 0
        && !uri!.Contains('\\', StringComparison.Ordinal)
        && !uri.Contains("/..", StringComparison.Ordinal)
        && !uri.Contains("%2e", StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string pattern, string presented)
    {
        if (!pattern.EndsWith('*'))
        {
            return string.Equals(pattern, presented, StringComparison.Ordinal);
        }

        // The query plays no part in a comparison by prefix, and "https://host/*" allows "https://host" too.
        var prefix = pattern[..^1];
        var path = presented.Split('?', 2)[0];
        return HasAuthority(prefix)
            && (path.StartsWith(prefix, StringComparison.Ordinal)
                || (prefix.EndsWith('/') && string.Equals(path, prefix[..^1], StringComparison.Ordinal)));
    }

    /// <summary>A prefix that ends within the host's name would allow hosts that others own.</summary>
    private static bool HasAuthority(string prefix) =>
        prefix.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0 && prefix.IndexOf('/', scheme + 3) > 0;
}
