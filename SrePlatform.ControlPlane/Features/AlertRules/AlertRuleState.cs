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
