namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>What an action did, as the timeline says it.</summary>
internal enum EffectWord
{
    None,
    Watching,
    Fixed,
    NoChange,
    Worse,
}

/// <summary>What is on record about how an incident was dealt with, with the code of what says so; filled by the parts, judged by <see cref="ResponseJudgement"/>.</summary>
internal sealed class ResponseFacts
{
    public DateTimeOffset Started { get; set; }

    public DateTimeOffset Opened { get; set; }

    public string? OpenedBy { get; set; }

    public DateTimeOffset? Acknowledged { get; set; }

    public string? AcknowledgedBy { get; set; }

    public DateTimeOffset? Diagnosed { get; set; }

    public string? DiagnosedBy { get; set; }

    public DateTimeOffset? Resolved { get; set; }

    public string? ResolvedBy { get; set; }

    public List<string> DiagnosesFailed { get; } = [];

    public List<string> Reopened { get; } = [];

    public List<string> Escalated { get; } = [];

    public (DateTimeOffset At, string Code)? ActionRequested { get; set; }

    public (DateTimeOffset At, string Code)? ActionApproved { get; set; }

    public List<(EffectWord Effect, string Code)> Verified { get; } = [];

    public List<string> Alerts { get; } = [];

    /// <summary>Alerts that were held back as consequences of another.</summary>
    public List<string> Inhibited { get; } = [];

    /// <summary>Alerts that a silence or a maintenance window held back.</summary>
    public List<string> Silenced { get; } = [];

    /// <summary>Alerts that fired again after they had been over.</summary>
    public List<string> Repeated { get; } = [];

    /// <summary>Earlier incidents of the same services.</summary>
    public List<string> Earlier { get; } = [];

    /// <summary>root_cause, contributing, no_fault or inconclusive; null without a diagnosis.</summary>
    public string? Verdict { get; set; }

    public string? VerdictCode { get; set; }

    /// <summary>yes, partly, no or harmful; null while nobody graded.</summary>
    public string? Grade { get; set; }

    public string? GradeCode { get; set; }

    /// <summary>Sources that did not answer the diagnosis.</summary>
    public List<string> SourcesAway { get; } = [];
}
