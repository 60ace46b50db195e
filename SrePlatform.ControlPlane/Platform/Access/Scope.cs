namespace SrePlatform.ControlPlane.Platform.Access;

/// <summary>
/// What one request may see and manage; plain data that every list and every reading by id takes, so that no query can forget it.
/// The rules are in <c>docs/adr/0010-team-scope.md</c>. The platform's own work uses <see cref="All"/>.
/// </summary>
internal sealed record Scope
{
    /// <summary>Everything: administrators, the platform itself, and an installation without teams.</summary>
    public static readonly Scope All = new() { IsAll = true };

    public bool IsAll { get; private init; }

    /// <summary>Whose request it is, by name; empty for services and the platform.</summary>
    public string Person { get; init; } = "";

    /// <summary>The teams that it belongs to.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The teams whose things it may change, if its role may change things at all.</summary>
    public IReadOnlyList<string> ManagedTeams { get; init; } = [];

    /// <summary>Groups of resources that are granted to its teams, with all that is below them.</summary>
    public IReadOnlyList<Guid> Groups { get; init; } = [];

    /// <summary>What <c>control.resource_access</c> knows the teams and groups by.</summary>
    public IReadOnlyList<string> Grantees { get; init; } = [];

    /// <summary>Services of the resources that it sees.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Everything, in a person's name.</summary>
    public static Scope AllOf(string person) => All with { Person = person };

    /// <summary>Lets endpoints of the API take the scope as a parameter.</summary>
    public static ValueTask<Scope> BindAsync(HttpContext http) => ValueTask.FromResult(http.Scope());

    public bool SeesService(string service) => IsAll || Services.Contains(service, StringComparer.Ordinal);

    public bool Manages(string team) => IsAll || ManagedTeams.Contains(team, StringComparer.Ordinal);
}
