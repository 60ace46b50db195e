namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>A person, or the account that a client signs in with as itself.</summary>
internal sealed record RealmUser
{
    public string Id { get; init; } = "";
    public required string Username { get; init; }
    public bool Enabled { get; init; }
    public bool EmailVerified { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Email { get; init; }
    public string? ServiceAccountClientId { get; init; }
    public IReadOnlyList<RealmCredential> Credentials { get; init; } = [];
    public IReadOnlyList<string> RealmRoles { get; init; } = [];
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ClientRoles { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public IReadOnlyList<string> Groups { get; init; } = [];
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public string? FullName => string.Join(' ', new[] { FirstName, LastName }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name ? name : null;

    /// <summary>Whether this is the password, found out in the same time whatever it is.</summary>
    public bool HasPassword(string password) =>
        Credentials.FirstOrDefault(credential => credential.Type == "password")?.Value is { Length: > 0 } expected
        && SecretComparison.AreEqual(expected, password);
}

/// <summary>What a person proves themselves with.</summary>
internal sealed record RealmCredential(string Type, string? Value);
