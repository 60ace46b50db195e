using SrePlatform.ControlPlane.Features.Incidents;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>One step of an escalation.</summary>
/// <param name="AfterMinutes">Since the step before, or since the incident opened.</param>
/// <param name="RotationId">Whoever is on call there is told then.</param>
internal sealed record EscalationLevel(int AfterMinutes, Guid RotationId);

/// <summary>What people choose about an escalation policy.</summary>
/// <param name="Services">For incidents of these; empty for all.</param>
internal sealed record PolicyDraft(string Name, bool Enabled, IncidentSeverity MinSeverity, IReadOnlyList<string> Services, IReadOnlyList<EscalationLevel> Levels);

/// <summary>What happens while nobody acknowledges an incident.</summary>
internal sealed class EscalationPolicy
{
    private EscalationPolicy()
    {
    }

    public EscalationPolicy(PolicyDraft draft, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Change(draft, by, now);
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public bool Enabled { get; private set; }

    public PolicyDraft Is { get; private set; } = null!;

    public DateTimeOffset UpdatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public uint Version { get; private set; }

    public void Change(PolicyDraft draft, string by, DateTimeOffset now) => (Is, Name, Enabled, UpdatedBy, UpdatedAt) = (draft, draft.Name, draft.Enabled, by, now);

    public bool Covers(Incident incident) =>
        Enabled && incident.Severity >= Is.MinSeverity && (Is.Services.Count == 0 || Is.Services.Any(service => incident.Services.Contains(service, StringComparer.Ordinal)));
}

/// <summary>How far one incident has come on its policy; the row is the work.</summary>
internal sealed class Escalation
{
    private Escalation()
    {
    }

    public Escalation(Guid incidentId, Guid policyId, DateTimeOffset startedAt, DateTimeOffset dueAt)
    {
        IncidentId = incidentId;
        PolicyId = policyId;
        StartedAt = startedAt;
        DueAt = dueAt;
    }

    public Guid IncidentId { get; private set; }

    public Guid PolicyId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The level that comes next, from 0.</summary>
    public int Level { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset? StoppedAt { get; private set; }

    /// <summary>Why it stopped, by name.</summary>
    public string? StopReason { get; private set; }

    /// <summary>Begins again, for an incident that was opened again.</summary>
    public void Restart(Guid policyId, DateTimeOffset startedAt, DateTimeOffset dueAt) =>
        (PolicyId, StartedAt, DueAt, Level, StoppedAt, StopReason) = (policyId, startedAt, dueAt, 0, null, null);

    public void Advance(TimeSpan? next, DateTimeOffset now)
    {
        Level++;
        if (next is { } pause)
        {
            DueAt = now + pause;
        }
        else
        {
            Stop("no_further_level", now);
        }
    }

    public void Stop(string reason, DateTimeOffset now) => (StoppedAt, StopReason) = (now, reason);
}
