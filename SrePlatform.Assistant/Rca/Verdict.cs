namespace SrePlatform.Assistant.Rca;

/// <summary>What a diagnosis concludes.</summary>
public enum Verdict
{
    /// <summary>One service stands out as where the trouble starts.</summary>
    RootCause,

    /// <summary>Several take part, and none stands out.</summary>
    Contributing,

    /// <summary>Everything that was looked at is as usual.</summary>
    NoFault,

    /// <summary>What was seen does not decide it.</summary>
    Inconclusive,
}

/// <summary>Why the verdict is what it is.</summary>
public enum VerdictReason
{
    /// <summary>The first candidate leads clearly.</summary>
    ClearCause,

    /// <summary>The first two candidates are close.</summary>
    CloseCandidates,

    /// <summary>No signal moved in a bad direction.</summary>
    NothingMoved,

    /// <summary>Something moved, but nothing that leads to the symptom.</summary>
    OnlyUnrelatedMoved,

    /// <summary>There is no telling what is usual.</summary>
    ShortBaseline,

    /// <summary>No metrics could be read.</summary>
    NoMetrics,

    /// <summary>The symptom moved, and no candidate accounts for it.</summary>
    NoCandidate,
}

/// <summary>What kept the confidence down.</summary>
public enum ConfidenceCap
{
    /// <summary>No metrics could be read.</summary>
    MetricsMissing,

    /// <summary>No call graph that knows the symptom.</summary>
    TopologyMissing,

    /// <summary>Deployments could not be asked for.</summary>
    DeploymentsUnavailable,

    /// <summary>The baseline is shorter than ten minutes.</summary>
    ShortBaseline,

    /// <summary>Some services on the path report nothing.</summary>
    ServicesUnmeasured,

    /// <summary>The runner-up is close.</summary>
    CloseRunnerUp,

    /// <summary>All evidence for the cause comes from its callers.</summary>
    SecondHandEvidence,
}

/// <summary>How sure, in a word.</summary>
public enum ConfidenceWord
{
    /// <summary>Below 0.5.</summary>
    Low,

    /// <summary>From 0.5.</summary>
    Medium,

    /// <summary>From 0.8.</summary>
    High,
}
