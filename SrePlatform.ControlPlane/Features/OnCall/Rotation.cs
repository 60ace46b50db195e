namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Somebody who takes turns.</summary>
/// <param name="Email">Where messages for whoever is on call go; null if only the name is told.</param>
internal sealed record RotationMember(string Name, string? Email);

/// <summary>What people choose about a rotation.</summary>
/// <param name="StartsOn">The day of the first handover.</param>
/// <param name="HandoverAt">The time of day of every handover, on the clock of the time zone.</param>
/// <param name="ShiftDays">How many days a turn lasts.</param>
internal sealed record RotationDraft(string Name, string TimeZone, IReadOnlyList<RotationMember> Members, DateOnly StartsOn, TimeOnly HandoverAt, int ShiftDays);

/// <summary>People who are on call in turns.</summary>
internal sealed class Rotation
{
    private Rotation()
    {
    }

    public Rotation(RotationDraft draft, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Change(draft, by, now);
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public RotationDraft Is { get; private set; } = null!;

    public DateTimeOffset UpdatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public uint Version { get; private set; }

    public void Change(RotationDraft draft, string by, DateTimeOffset now) => (Is, Name, UpdatedBy, UpdatedAt) = (draft, draft.Name, by, now);
}

/// <summary>Somebody stands in for whoever would be on call, over a half-open time.</summary>
internal sealed class RotationOverride
{
    public Guid Id { get; init; }

    public Guid RotationId { get; init; }

    public DateTimeOffset From { get; init; }

    public DateTimeOffset To { get; init; }

    public string Person { get; init; } = "";

    public string? Email { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }
}
