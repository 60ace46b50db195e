namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>
/// Something that people deal with as one: it groups alerts, and changes only through its methods. Each change moves
/// <see cref="Revision"/>, which live pages follow; <see cref="Generation"/> moves only when what fires has changed materially.
/// </summary>
internal sealed class Incident
{
    private Incident()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Given by the database; people say <c>INC-12</c>.</summary>
    public int Number { get; private set; }

    public string Reference => $"INC-{Number}";

    public string Title { get; private set; } = "";

    public IncidentState State { get; private set; }

    public IncidentSeverity Severity { get; private set; }

    public IncidentPriority Priority { get; private set; }

    public IReadOnlyList<string> Services { get; private set; } = [];

    public IReadOnlyList<Guid> ResourceIds { get; private set; } = [];

    /// <summary>When the first alert began.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>When the latest alert began; grouping measures from here.</summary>
    public DateTimeOffset LastAlertAt { get; private set; }

    /// <summary>Since when none of its alerts fires; null while one does.</summary>
    public DateTimeOffset? QuietSince { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    public string? AcknowledgedBy { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public string? ResolvedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Who has it, by name.</summary>
    public string? Assignee { get; private set; }

    public int Generation { get; private set; }

    public long Revision { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>PostgreSQL's <c>xmin</c>: forms post it back so that a stale one is refused.</summary>
    public uint Version { get; private set; }
}
