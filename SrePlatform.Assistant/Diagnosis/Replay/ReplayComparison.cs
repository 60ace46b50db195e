using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Replay;

/// <summary>What a replay concluded otherwise than its original.</summary>
/// <param name="Same">The same verdict and the same cause.</param>
/// <param name="ConfidenceChange">Of the replay against the original.</param>
/// <param name="ClaimsGained">Statements that only the replay makes.</param>
/// <param name="ClaimsLost">Statements that only the original made.</param>
/// <param name="RanksChanged">Candidates that are ranked elsewhere.</param>
internal sealed record ReplayComparison(
    Guid ReplayOf,
    bool Same,
    Verdict OriginalVerdict,
    Verdict ReplayVerdict,
    string? OriginalCause,
    string? ReplayCause,
    double ConfidenceChange,
    string OriginalEngine,
    string ReplayEngine,
    string? OriginalModel,
    string? ReplayModel,
    IReadOnlyList<string> ClaimsGained,
    IReadOnlyList<string> ClaimsLost,
    IReadOnlyList<RankChange> RanksChanged)
{
    public static ReplayComparison Of(AnalysisDocument original, AnalysisDocument replay)
    {
        var was = original.Candidates.ToDictionary(candidate => candidate.Service, candidate => candidate.Rank, StringComparer.Ordinal);
        var now = replay.Candidates.ToDictionary(candidate => candidate.Service, candidate => candidate.Rank, StringComparer.Ordinal);
        string[] said = [.. original.Claims.Select(claim => claim.Statement.Text)];
        string[] says = [.. replay.Claims.Select(claim => claim.Statement.Text)];
        return new ReplayComparison(
            original.SessionId,
            original.Verdict == replay.Verdict && original.RootCause?.Service == replay.RootCause?.Service,
            original.Verdict,
            replay.Verdict,
            original.RootCause?.Service,
            replay.RootCause?.Service,
            Math.Round(replay.Confidence.Value - original.Confidence.Value, 2),
            original.Engine.Version,
            replay.Engine.Version,
            original.Engine.Model,
            replay.Engine.Model,
            [.. says.Except(said, StringComparer.Ordinal)],
            [.. said.Except(says, StringComparer.Ordinal)],
            [.. was.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(service => new RankChange(service, was.TryGetValue(service, out var before) ? before : null, now.TryGetValue(service, out var after) ? after : null))
                .Where(change => change.Original != change.Replay)]);
    }
}

/// <summary>Null where it was not a candidate.</summary>
internal sealed record RankChange(string Service, int? Original, int? Replay);
