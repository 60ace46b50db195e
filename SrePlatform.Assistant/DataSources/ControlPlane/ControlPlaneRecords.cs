namespace SrePlatform.Assistant.DataSources.ControlPlane;

/// <summary>A page of a list of the Control Plane.</summary>
internal sealed record ControlPlanePage<T>(IReadOnlyList<T> Items, string? NextCursor = null);

/// <summary>One open or closed episode of an alert.</summary>
internal sealed record AlertRecord(
    Guid Id,
    string? Rule,
    string Status,
    string Severity,
    string? Service,
    string? Resource,
    IReadOnlyDictionary<string, string>? Labels,
    IReadOnlyDictionary<string, string>? Annotations,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    Guid? IncidentId);

/// <summary>Who calls whom.</summary>
/// <param name="Unavailable">Why calls could not be learned from metrics; null when they could.</param>
internal sealed record TopologyRecord(DateTimeOffset? AsOf, IReadOnlyList<TopologyNode> Nodes, IReadOnlyList<TopologyEdge> Edges, string? Unavailable = null);

internal sealed record TopologyNode(string Service);

internal sealed record TopologyEdge(string From, string To, string? Origin, double? RequestsPerSecond);

internal sealed record DeploymentRecord(
    Guid Id,
    string Service,
    string Version,
    string? PreviousVersion,
    string? Environment,
    string? Status,
    string? Description,
    DateTimeOffset DeployedAt);

internal sealed record AuditRecord(
    Guid Id,
    DateTimeOffset At,
    string? Actor,
    string Action,
    string? TargetType,
    string? TargetId,
    string? Service,
    string? Outcome);

internal sealed record IncidentRecord(Guid Id, int? Number, string? Title, string State, IReadOnlyList<string>? Services, DateTimeOffset OpenedAt);

internal sealed record ResourceRecord(Guid Id, string Name, string? Kind, string? Service, string? Environment, string? Team);

internal sealed record AlertRuleRecord(Guid Id, string Name, string? Expression, string? Severity, string? SyncState);
