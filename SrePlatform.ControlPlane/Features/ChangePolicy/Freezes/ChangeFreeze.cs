using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;

internal enum FreezeState
{
    Active,
    Upcoming,
    Over,
}

/// <summary>A stretch of time in which nothing runs without breaking the glass: everywhere, or in some environments, or on what some teams own.</summary>
internal sealed class ChangeFreeze
{
    private ChangeFreeze()
    {
    }

    public ChangeFreeze(FreezeDefinition definition, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Reason, Environments, Teams, StartsAt, EndsAt) = (definition.Reason, definition.Environments, definition.Teams, definition.StartsAt, definition.EndsAt);
        (CreatedBy, CreatedAt) = (by, now);
    }

    public Guid Id { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Where; everywhere if empty.</summary>
    public IReadOnlyList<string> Environments { get; private set; } = [];

    /// <summary>Whose; everybody's if empty.</summary>
    public IReadOnlyList<string> Teams { get; private set; } = [];

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Who ended it before its time.</summary>
    public string? EndedBy { get; private set; }

    public FreezeState StateAt(DateTimeOffset at) => at >= EndsAt ? FreezeState.Over : at >= StartsAt ? FreezeState.Active : FreezeState.Upcoming;

    /// <summary>Whether it is about an action there, on what these teams own.</summary>
    public bool Covers(IReadOnlyCollection<string> environments, IReadOnlyCollection<string> teams) =>
        (Environments.Count == 0 || Environments.Any(environments.Contains)) && (Teams.Count == 0 || Teams.Any(teams.Contains));

    /// <summary>Is over from now on.</summary>
    public Failure? End(string by, DateTimeOffset now)
    {
        if (StateAt(now) == FreezeState.Over)
        {
            return new FreezeIsOver();
        }

        (EndsAt, EndedBy) = (now, by);
        return null;
    }
}

/// <summary>A freeze as somebody wants it.</summary>
internal sealed record FreezeDefinition(string Reason, IReadOnlyList<string> Environments, IReadOnlyList<string> Teams, DateTimeOffset StartsAt, DateTimeOffset EndsAt);
