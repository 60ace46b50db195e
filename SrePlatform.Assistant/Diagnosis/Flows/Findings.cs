using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>What an investigation found, before it is put into words.</summary>
internal sealed record Findings(InvestigationScope Scope, GatheredEvidence Evidence, RankingResult Ranking, VerdictFinding Finding, NormalTime NormalTime)
{
    /// <summary>The deployment that precedes the onset of the cause, where there is one.</summary>
    public DeploymentRecord? GuiltyDeployment => Finding is { Verdict: Verdict.RootCause, Cause: { Change: > 0 } cause }
        ? DeploymentOf(cause)
        : null;

    public DateTimeOffset? Onset => UnixTime.From(Ranking.SymptomOnset);

    /// <summary>The deployment behind a candidate's change event.</summary>
    public DeploymentRecord? DeploymentOf(CandidateScore candidate) => candidate.ChangeEvent is { Kind: "deployment" } change
        ? Evidence.Deployments.Value?.FirstOrDefault(deployment => deployment.Id.ToString() == change.Reference)
        : null;

    /// <summary>The shifts of a service, most telling first, its own before what others measured of it.</summary>
    public IEnumerable<SeriesShift> ShiftsOf(string service) => Ranking.Shifts
        .Where(shift => shift.Series.Service == service && (shift.IsBad || shift.Vanished))
        .OrderByDescending(shift => shift.Score);
}
