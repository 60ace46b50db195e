namespace SrePlatform.ControlPlane.Features.Resources;

internal enum ResourceSort
{
    Name,
    Service,
    Environment,
    Team,
}

/// <summary>Which resources, and in what order.</summary>
internal sealed record ResourceFilter
{
    /// <summary>Part of the name, service, team or address.</summary>
    public string? Search { get; init; }

    public ResourceKind? Kind { get; init; }

    public string? Service { get; init; }

    public string? Environment { get; init; }

    public string? Team { get; init; }

    public Criticality? Criticality { get; init; }

    public HealthState? Health { get; init; }

    /// <summary>In this group of resources.</summary>
    public Guid? Group { get; init; }

    /// <summary>Those that break a rule about labels; with <see cref="LabelRule"/>, that one.</summary>
    public bool BreaksLabelRules { get; init; }

    public Guid? LabelRule { get; init; }

    /// <summary>Those that are no more, instead of the others.</summary>
    public bool Retired { get; init; }

    public ResourceSort Sort { get; init; }

    public bool Descending { get; init; }

    public bool IsNarrowed => (Search, Kind, Service, Environment, Team, Criticality, Health, Group) != (null, null, null, null, null, null, null, null) || Retired || BreaksLabelRules;
}
