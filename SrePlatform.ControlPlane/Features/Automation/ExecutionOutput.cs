namespace SrePlatform.ControlPlane.Features.Automation;

/// <summary>A piece of what a run said, with secrets taken out; written once, by the executor.</summary>
internal sealed class ExecutionOutput
{
    public Guid ExecutionId { get; private set; }

    public int Number { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>out, err or note.</summary>
    public string Stream { get; private set; } = "";

    public string Text { get; private set; } = "";
}

/// <summary>A plan that was used; the executor adds it as it begins, and a second time is impossible.</summary>
internal sealed class SpentPlan
{
    public string Nonce { get; private set; } = "";

    public Guid ExecutionId { get; private set; }

    public DateTimeOffset At { get; private set; }
}

/// <summary>A time in which nothing runs without breaking the glass.</summary>
internal sealed class ChangeFreeze
{
    private ChangeFreeze()
    {
    }

    public ChangeFreeze(string reason, IReadOnlyList<string> environments, DateTimeOffset startsAt, DateTimeOffset endsAt, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        (Reason, Environments, StartsAt, EndsAt, CreatedBy, CreatedAt) = (reason, environments, startsAt, endsAt, by, now);
    }

    public Guid Id { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Where; everywhere if empty.</summary>
    public IReadOnlyList<string> Environments { get; private set; } = [];

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public string? EndedBy { get; private set; }

    /// <summary>Ends it now.</summary>
    public void End(string by, DateTimeOffset now) => (EndsAt, EndedBy) = (now < EndsAt ? now : EndsAt, by);
}
