namespace SrePlatform.ControlPlane.Features.Alerts;

internal enum AlertStatus
{
    Firing,
    Resolved,
}

internal enum AlertSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>What an alert was found to be about.</summary>
internal enum AlertMapping
{
    /// <summary>Nothing that is known: shown, not dropped.</summary>
    Unmapped,

    /// <summary>A known service.</summary>
    Service,

    /// <summary>A known resource.</summary>
    Resource,
}

/// <summary>Why an alert notifies nobody.</summary>
internal enum SuppressionReason
{
    /// <summary>A silence covers it.</summary>
    Silenced,

    /// <summary>Somebody works on its target.</summary>
    Maintenance,

    /// <summary>Its target depends on another that is known to be down.</summary>
    Inhibited,
}

/// <summary>
/// One episode of one alert: from its first firing until it is resolved or expires. Episodes are kept apart by fingerprint alone;
/// at most one of a fingerprint is open. Rows are written in batches when alerts come in; grouping changes them afterwards.
/// </summary>
internal sealed class Alert
{
    private Alert()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Hash of the labels.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>The label <c>alertname</c>.</summary>
    public string Rule { get; private set; } = "";

    public AlertStatus Status { get; private set; }

    public AlertSeverity Severity { get; private set; }

    public AlertMapping Mapping { get; private set; }

    public string? Service { get; private set; }

    public Guid? ResourceId { get; private set; }

    public string? Resource { get; private set; }

    public string? Team { get; private set; }

    public string? Env { get; private set; }

    public IReadOnlyDictionary<string, string> Labels { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Annotations { get; private set; } = new Dictionary<string, string>();

    public string? GeneratorUrl { get; private set; }

    /// <summary>Name of the machine sender.</summary>
    public string Source { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>When the episode ended; null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>When the episode ends by itself unless the sender repeats it.</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>It ended by itself, not by the sender's word, so the sender may revive it.</summary>
    public bool Expired { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public DateTimeOffset LastReceivedAt { get; private set; }

    public Guid? IncidentId { get; private set; }

    /// <summary>When grouping decided about it; null while it waits.</summary>
    public DateTimeOffset? GroupedAt { get; private set; }

    /// <summary>Why it is in its incident, or in none.</summary>
    public string? GroupingReason { get; private set; }

    /// <summary>Why it notifies nobody; null if it does.</summary>
    public SuppressionReason? Suppression { get; private set; }

    /// <summary>The silence, or the alert that explains this one.</summary>
    public Guid? SuppressedBy { get; private set; }

    /// <summary>In words.</summary>
    public string? SuppressionNote { get; private set; }

    /// <summary>Whether the incident's timeline has its end.</summary>
    public bool EndNoted { get; private set; }

    /// <summary>Grouping has decided.</summary>
    public void Group(Guid? incidentId, string reason, DateTimeOffset now)
    {
        IncidentId = incidentId;
        GroupingReason = reason;
        GroupedAt = now;
        EndNoted = false;
    }

    /// <summary>Something holds it back: it notifies nobody. What it belongs to stays as it is.</summary>
    public void HoldBack(SuppressionReason reason, Guid by, string note)
    {
        Suppression = reason;
        SuppressedBy = by;
        SuppressionNote = note.Length <= AlertLimits.SuppressionNote ? note : note[..AlertLimits.SuppressionNote];
    }

    public void NoteEnd() => EndNoted = true;
}
