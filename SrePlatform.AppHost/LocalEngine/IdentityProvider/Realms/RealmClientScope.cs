namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;

/// <summary>A named set of claims.</summary>
internal sealed record RealmClientScope
{
    public required string Name { get; init; }
    public IReadOnlyDictionary<string, string?> Attributes { get; init; } = new Dictionary<string, string?>();
    public IReadOnlyList<ProtocolMapper> ProtocolMappers { get; init; } = [];

    public bool IsInTokenScope => Attributes.GetValueOrDefault("include.in.token.scope") != "false";
}

/// <summary>How one claim comes into tokens.</summary>
internal sealed record ProtocolMapper
{
    public required string Name { get; init; }
    public IReadOnlyDictionary<string, string?> Config { get; init; } = new Dictionary<string, string?>();

    [System.Text.Json.Serialization.JsonPropertyName("protocolMapper")]
    public required string Kind { get; init; }

    public string? Setting(string name) => Config.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    public bool IsOn(string name) => string.Equals(Setting(name), "true", StringComparison.OrdinalIgnoreCase);
}
