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
