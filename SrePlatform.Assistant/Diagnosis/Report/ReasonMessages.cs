using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>Why a candidate has its role, in words.</summary>
internal static class ReasonMessages
{
    /// <summary>Key and wording of each reason.</summary>
    public static IReadOnlyDictionary<string, MessageTemplate> All { get; } = Enum.GetValues<CandidateReason>()
        .Select(reason => new MessageTemplate("reason." + EnumText.Of(reason), Wording(reason)))
        .ToDictionary(template => template.Key, StringComparer.Ordinal);

    public static Message Of(CandidateScore candidate) => All["reason." + EnumText.Of(candidate.Reason)].With(
        ("service", candidate.Service),
        ("explained_by", candidate.ExplainedBy),
        ("explained", candidate.Explained),
        ("version", candidate.ChangeEvent?.Version),
        ("at", UnixTime.From(candidate.ChangeEvent?.At)),
        ("signal", candidate.Strongest?.Series.Signal));

    private static string Wording(CandidateReason reason) => reason switch
    {
        CandidateReason.DeepestUnexplainedShift => "nothing that {service} calls accounts for its change",
        CandidateReason.UnreachableForItsCallers => "its callers report failing or slow calls, and it does not report at all",
        CandidateReason.NotAvailable => "it reports as down",
        CandidateReason.ChangedBeforeOnset => "it was changed shortly before its trouble began, and nothing that it calls accounts for it",
        CandidateReason.TrafficSurge => "more traffic arrived than it usually serves",
        CandidateReason.LargestShift => "it changed most, and no call graph is known",
        CandidateReason.IndependentShift => "a change of its own that the cause does not account for",
        CandidateReason.ExplainedByCallee => "{explained_by}, which it calls, accounts for {explained|percent} of its change",
        CandidateReason.FollowsItsCallers => "its callers send it less or other work",
        CandidateReason.ShiftedAfterTheSymptom => "it moved after the symptom did",
        CandidateReason.NotOnACallPath => "no calls lead from the symptom to it",
        CandidateReason.NoShift => "no signal of it moved",
        CandidateReason.HarmlessShift => "it moved, but not in a direction that hurts",
        CandidateReason.ChangedWithoutEffect => "it was changed, and nothing of it moved",
        CandidateReason.NothingMeasured => "nothing was measured",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
