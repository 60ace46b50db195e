namespace SrePlatform.ControlPlane.Features.AlertRules;

internal enum RuleSeverity
{
    Info,
    Warning,
    Critical,
}

internal enum RuleOrigin
{
    /// <summary>The platform's own, written at every migration.</summary>
    Seeded,

    Manual,

    /// <summary>One of an objective's, written whenever that changes.</summary>
    Slo,
}

/// <summary>Whether vmalert evaluates the rule as it is stored.</summary>
internal enum RuleSyncState
{
    /// <summary>It will, as soon as vmalert reads the files again.</summary>
    Pending,

    /// <summary>It does (or, if the rule is off, does not any more).</summary>
    Fresh,

    /// <summary>It cannot; the reason is beside it.</summary>
    Failed,
}

/// <summary>Why a rule is in its state of delivery.</summary>
internal enum RuleSyncReason
{
    /// <summary>Nobody has tried yet.</summary>
    NotDelivered,

    /// <summary>The files have it, vmalert has not read them since.</summary>
    WaitingForVmalert,

    /// <summary>vmalert does not answer, so nobody knows what it evaluates.</summary>
    VmalertUnavailable,

    /// <summary>VictoriaMetrics does not answer, so the expression cannot be checked.</summary>
    MetricsUnavailable,

    /// <summary><c>AlertRules:Directory</c> is not set.</summary>
    NoDirectory,

    /// <summary>The folder cannot be written.</summary>
    DirectoryFailed,

    /// <summary>VictoriaMetrics does not understand the expression; the rule was left out.</summary>
    BadExpression,

    /// <summary>vmalert has the rule and fails to evaluate it.</summary>
    EvaluationFails,

    /// <summary>vmalert evaluates it as stored.</summary>
    Evaluated,

    /// <summary>It is off, and vmalert does not have it.</summary>
    Off,
}
