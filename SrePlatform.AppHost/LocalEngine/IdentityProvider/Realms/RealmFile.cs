using System.Text.Json;
using System.Text.Json.Serialization;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>The part of a Keycloak realm export that the development identity provider acts on.</summary>
internal sealed record RealmFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    public required string Realm { get; init; }
    public string? DisplayName { get; init; }
    public bool LoginWithEmailAllowed { get; init; }
    public int AccessTokenLifespan { get; init; } = 300;
    public int AccessCodeLifespan { get; init; } = 60;
    public int SsoSessionIdleTimeout { get; init; } = 1800;
    public int SsoSessionMaxLifespan { get; init; } = 36000;
    public bool RevokeRefreshToken { get; init; }
    public bool BruteForceProtected { get; init; }
    public int FailureFactor { get; init; } = 30;
    public int WaitIncrementSeconds { get; init; } = 60;
    public int MaxFailureWaitSeconds { get; init; } = 900;
    public int MaxDeltaTimeSeconds { get; init; } = 43200;
    public IReadOnlyList<RealmUser> Users { get; init; } = [];
    public IReadOnlyList<RealmClient> Clients { get; init; } = [];
    public IReadOnlyList<RealmClientScope> ClientScopes { get; init; } = [];

    [JsonIgnore]
    public string Title => string.IsNullOrWhiteSpace(DisplayName) ? Realm : DisplayName;

    /// <summary>Reads an export whose placeholders are filled in from <paramref name="environment"/>.</summary>
    public static async Task<RealmFile> LoadAsync(string path, Func<string, string?> environment, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new RealmFileException($"The realm file '{path}' does not exist.");
        }

        var json = RealmPlaceholders.Fill(await File.ReadAllTextAsync(path, cancellationToken), environment);
        try
        {
            return JsonSerializer.Deserialize<RealmFile>(json, Format) ?? throw new RealmFileException($"The realm file '{path}' is empty.");
        }
        catch (JsonException exception)
        {
            throw new RealmFileException($"The realm file '{path}' is not a realm export: {exception.Message}", exception);
        }
    }

    public RealmClient? FindClient(string? clientId) =>
        Clients.FirstOrDefault(client => client.Enabled && string.Equals(client.ClientId, clientId, StringComparison.Ordinal));

    public RealmUser? FindUser(string? subject) =>
        Users.FirstOrDefault(user => user.Enabled && string.Equals(user.Id, subject, StringComparison.Ordinal));

    /// <summary>The person who signs in by this name, or by this address where the realm allows it.</summary>
    public RealmUser? FindPerson(string login) => Users.FirstOrDefault(user => user.Enabled && user.ServiceAccountClientId is null
        && (string.Equals(user.Username, login, StringComparison.OrdinalIgnoreCase)
            || (LoginWithEmailAllowed && user.Email is not null && string.Equals(user.Email, login, StringComparison.OrdinalIgnoreCase))));

    public RealmUser? FindServiceAccount(string clientId) =>
        Users.FirstOrDefault(user => user.Enabled && string.Equals(user.ServiceAccountClientId, clientId, StringComparison.Ordinal));

    public RealmClientScope? FindScope(string name) =>
        ClientScopes.FirstOrDefault(scope => string.Equals(scope.Name, name, StringComparison.Ordinal));
}
