namespace SrePlatform.Assistant.Rca;

/// <summary>What a service has to do with the symptom.</summary>
public enum CandidateRole
{
    /// <summary>The trouble starts here.</summary>
    Cause,

    /// <summary>Trouble of its own on the same path, smaller than the cause's.</summary>
    Contributing,

    /// <summary>It suffers from the cause.</summary>
    Consequence,

    /// <summary>It has moved, but nothing leads from it to the symptom.</summary>
    Unrelated,

    /// <summary>Looked at and found in order.</summary>
    RuledOut,
}

/// <summary>Why a candidate has its role.</summary>
public enum CandidateReason
{
    /// <summary>Cause: nothing that it calls accounts for its shift.</summary>
    DeepestUnexplainedShift,

    /// <summary>Cause: its callers report failing or slow calls, and it does not report at all.</summary>
    UnreachableForItsCallers,

    /// <summary>Cause: it reports itself as down.</summary>
    NotAvailable,

    /// <summary>Cause: its unexplained shift began shortly after it was changed.</summary>
    ChangedBeforeOnset,

    /// <summary>Cause: more traffic arrived than it usually serves.</summary>
    TrafficSurge,

    /// <summary>Cause: the largest shift, where no call graph is known.</summary>
    LargestShift,

    /// <summary>Contributing: a shift of its own that the cause does not account for.</summary>
    IndependentShift,

    /// <summary>Consequence: what it calls accounts for its shift.</summary>
    ExplainedByCallee,

    /// <summary>Consequence: its callers send it less or other work.</summary>
    FollowsItsCallers,

    /// <summary>Consequence: it moved after the symptom did.</summary>
    ShiftedAfterTheSymptom,

    /// <summary>Unrelated: no calls lead from the symptom to it.</summary>
    NotOnACallPath,

    /// <summary>Ruled out: no signal moved.</summary>
    NoShift,

    /// <summary>Ruled out: it moved, but not in a direction that hurts.</summary>
    HarmlessShift,

    /// <summary>Ruled out: it was changed, and nothing moved.</summary>
    ChangedWithoutEffect,

    /// <summary>Ruled out: nothing was measured.</summary>
    NothingMeasured,
}
