using System.ComponentModel;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Incidents;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

/// <summary>What is known of why.</summary>
/// <param name="State">How far the diagnosis is; absent if there was none.</param>
internal sealed record ToolAnalysis(string Incident, DiagnosisState? State, int? Progress, ToolFinding? Finding, string Link);

internal sealed record ToolFinding(
    string? Verdict, double? Confidence, string? Headline, AnalysisRootCause? RootCause, IReadOnlyList<ToolCandidate> Candidates, IReadOnlyList<ToolClaim> Claims,
    IReadOnlyList<ToolCoverage> Coverage, IReadOnlyList<string> Missing, ToolProposal? ProposedAction);

internal sealed record ToolCandidate(int Rank, string? Service, double Score, string? Role, DateTimeOffset? Onset, string? Reason);

/// <summary>A statement with the observations that it rests on.</summary>
internal sealed record ToolClaim(string? Kind, string? Statement, IReadOnlyList<Guid> ObservationIds);

internal sealed record ToolCoverage(string? Source, string? Status, string? Detail);

internal sealed record ToolProposal(string? Kind, string? Title, string? Service, string? FromVersion, string? ToVersion, string? Risk);

/// <summary>Diagnoses, for other agents.</summary>
internal sealed class AnalysisTools(ReadIncidents incidents, ReadDiagnoses diagnoses, AssistantResults results, McpCaller caller)
{
    private const int MostCandidates = 5;
    private const int MostClaims = 20;

    [McpServerTool(Name = "get_analysis", Title = "Analysis of an incident", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("The latest diagnosis of an incident: verdict, confidence, cause, ranked candidates, claims with the observations they rest on, what was looked at, and the action it proposes.")]
    public async Task<ToolAnalysis> Get([Description("Id, or a reference like INC-12.")] string incident, CancellationToken cancellationToken = default)
    {
        var found = await incidents.FindAsync(caller.Scope, incident, cancellationToken) ?? throw new IncidentNotFound().AsError();
        var link = caller.Link($"/incidents/{found.Reference}");
        if (await diagnoses.LatestAsync(caller.Scope, found.Id, cancellationToken) is not { } diagnosis)
        {
            return new(found.Reference, null, null, null, link);
        }

        if (diagnosis.SessionId is not { } session)
        {
            return new(found.Reference, diagnosis.State, diagnosis.Progress, null, link);
        }

        var analysis = await results.FindAnalysisAsync(session, cancellationToken);
        return analysis.Failure is { } failure
            ? throw failure.AsError()
            : new(found.Reference, diagnosis.State, diagnosis.Progress, analysis.Value is { } row ? Of(row) : null, link);
    }

    private static ToolFinding? Of(AnalysisRow row) => row.Document is not { } analysis ? null : new(
        row.Verdict, row.Confidence, ToolArguments.Cut(row.Headline), analysis.RootCause,
        [.. analysis.Candidates.Take(MostCandidates).Select(one => new ToolCandidate(one.Rank, one.Service, one.Score, one.Role, one.Onset, ToolArguments.Cut(one.Reason?.Text)))],
        [.. analysis.Claims.Take(MostClaims).Select(one => new ToolClaim(one.Kind, ToolArguments.Cut(one.Statement?.Text), [.. (one.ObservationIds ?? []).Take(MostCandidates)]))],
        [.. analysis.Coverage.Take(MostClaims).Select(one => new ToolCoverage(one.Source, one.Status, ToolArguments.Cut(one.Detail?.Text)))],
        [.. analysis.Missing.Take(MostClaims).Select(one => ToolArguments.Cut(one.Text) ?? "")],
        analysis.ProposedAction is { } action ? new(action.Kind, ToolArguments.Cut(action.Title?.Text), action.Service, action.FromVersion, action.ToVersion, action.Risk) : null);
}
