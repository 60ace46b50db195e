namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>An application of the realm.</summary>
internal sealed record RealmClient
{
    private const string PkceMethod = "pkce.code.challenge.method";
    private const string PostLogoutUris = "post.logout.redirect.uris";
    private const string ListSeparator = "##";
    private const string SameAsRedirectUris = "+";

    public required string ClientId { get; init; }
    public string? Name { get; init; }
    public bool Enabled { get; init; }
    public bool PublicClient { get; init; }
    public string? Secret { get; init; }
    public bool StandardFlowEnabled { get; init; }
    public bool ServiceAccountsEnabled { get; init; }
    public IReadOnlyList<string> RedirectUris { get; init; } = [];
    public IReadOnlyList<string> WebOrigins { get; init; } = [];
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = new Dictionary<string, string?>();
    public IReadOnlyList<ProtocolMapper> ProtocolMappers { get; init; } = [];
    public IReadOnlyList<string> DefaultClientScopes { get; init; } = [];
    public IReadOnlyList<string> OptionalClientScopes { get; init; } = [];

    public string Title => string.IsNullOrWhiteSpace(Name) ? ClientId : Name;

    /// <summary>The only method of PKCE that is accepted, and then it is required.</summary>
    public string? RequiredPkceMethod => Attributes.GetValueOrDefault(PkceMethod) is { Length: > 0 } method ? method : null;

    public IReadOnlyList<string> PostLogoutRedirectUris => Attributes.GetValueOrDefault(PostLogoutUris) switch
    {
        null or "" => [],
        SameAsRedirectUris => RedirectUris,
        var list => list.Split(ListSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };

    public bool HasSecret(string? secret) =>
        Secret is { Length: > 0 } && SecretComparison.AreEqual(Secret, secret ?? "");
}
