using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>Why a pair has earned the next level, or has not.</summary>
internal enum PromotionReason
{
    Earned,
    TooFewGraded,
    TooOftenWrong,
    TooFewVerified,

    /// <summary>Its runbook's risk asks for people whatever the level.</summary>
    RiskAsksForPeople,

    /// <summary>No reviewed version of the runbook is there.</summary>
    RunbookGone,
    AtTheTop,
}

/// <summary>What the record says about the next level.</summary>
/// <param name="To">The level that it has earned; null if none.</param>
/// <param name="Have">How much of what is needed is there: proposals, percent or runs, by the reason.</param>
/// <param name="Need">How much is needed.</param>
internal sealed record Promotion(AutonomyLevel? To, PromotionReason Reason, int Have, int Need);

/// <summary>Decides from the record alone whether a pair has earned the next level. It only suggests; a person decides.</summary>
internal static class PromotionDecision
{
    /// <summary>From shadow to suggest: proposals whose rightness is known.</summary>
    public const int Graded = 5;

    /// <summary>From shadow to suggest: how many percent of them were right.</summary>
    public const int RightPercent = 80;

    /// <summary>From suggest to approve: runs in a row that were verified.</summary>
    public const int VerifiedToApprove = 3;

    /// <summary>From approve to automatic: runs in a row that were verified.</summary>
    public const int VerifiedToAutomatic = 10;

    /// <param name="record">The pair; what counts is what happened since its level last changed.</param>
    /// <param name="risk">Of the runbook as it is now; null if it is gone.</param>
    public static Promotion Of(Autonomy record, RunbookRisk? risk) => record.Level switch
    {
        AutonomyLevel.Automatic => new(null, PromotionReason.AtTheTop, 0, 0),
        _ when risk is null => new(null, PromotionReason.RunbookGone, 0, 0),
        AutonomyLevel.Shadow when record.GradedSince < Graded => new(null, PromotionReason.TooFewGraded, record.GradedSince, Graded),
        AutonomyLevel.Shadow when record.RightSince * 100 < record.GradedSince * RightPercent =>
            new(null, PromotionReason.TooOftenWrong, record.RightSince * 100 / record.GradedSince, RightPercent),
        AutonomyLevel.Shadow => new(AutonomyLevel.Suggest, PromotionReason.Earned, record.GradedSince, Graded),
        AutonomyLevel.Suggest => Verified(record, AutonomyLevel.Approve, VerifiedToApprove),
        AutonomyLevel.Approve when risk.Value.RequiredApprovals() > 0 => new(null, PromotionReason.RiskAsksForPeople, 0, 0),
        AutonomyLevel.Approve => Verified(record, AutonomyLevel.Automatic, VerifiedToAutomatic),
        _ => throw new ArgumentOutOfRangeException(nameof(record)),
    };

    private static Promotion Verified(Autonomy record, AutonomyLevel to, int need) =>
        record.InARow >= need ? new(to, PromotionReason.Earned, record.InARow, need) : new(null, PromotionReason.TooFewVerified, record.InARow, need);
}
