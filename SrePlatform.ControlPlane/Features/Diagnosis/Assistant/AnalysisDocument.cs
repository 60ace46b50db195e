using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>
/// The Assistant's analysis, schema version 1, as this service reads it. Fields may be added over there at any time, and one that is
/// missing reads as null, so nothing here is required; words such as verdicts and roles stay text.
/// </summary>
internal sealed record AnalysisDocument
{
    public int SchemaVersion { get; init; }

    public Guid SessionId { get; init; }

    public Guid? IncidentId { get; init; }

    public int? Generation { get; init; }

    public string? Kind { get; init; }

    /// <summary>root_cause, contributing, no_fault or inconclusive.</summary>
    public string? Verdict { get; init; }

    public AnalysisMessage? Headline { get; init; }

    public IReadOnlyList<SummaryLine> Summary { get; init; } = [];

    public AnalysisConfidence? Confidence { get; init; }

    public AnalysisEngine? Engine { get; init; }

    public AnalysisWindow? Window { get; init; }

    public AnalysisSymptom? Symptom { get; init; }

    public AnalysisRootCause? RootCause { get; init; }

    public IReadOnlyList<AnalysisCandidate> Candidates { get; init; } = [];

    public IReadOnlyList<AnalysisClaim> Claims { get; init; } = [];

    public IReadOnlyList<AnalysisCoverage> Coverage { get; init; } = [];

    public IReadOnlyList<AnalysisMessage> Missing { get; init; } = [];

    public AnalysisAction? ProposedAction { get; init; }

    public AnalysisStatistics? Statistics { get; init; }
}

/// <summary>A sentence that can be said in any language: its key, raw values, and the English rendering.</summary>
internal record AnalysisMessage(string? Key, IReadOnlyDictionary<string, JsonElement>? Args, string? Text);

internal sealed record SummaryLine(string? Key, IReadOnlyDictionary<string, JsonElement>? Args, string? Text, IReadOnlyList<Guid>? ObservationIds)
    : AnalysisMessage(Key, Args, Text);

internal sealed record AnalysisConfidence(double Value, string? Word, IReadOnlyList<AnalysisMessage>? CappedBy);

internal sealed record AnalysisEngine(string? Version, string? Model);

internal sealed record AnalysisWindow(DateTimeOffset? Start, DateTimeOffset? End, DateTimeOffset? Onset, double? StepSeconds);

internal sealed record AnalysisSymptom(string? Service, string? Signal, string? Unit, double? Before, double? After, DateTimeOffset? Onset);

internal sealed record AnalysisRootCause(string? Service, string? Signal, string? DeploymentId, string? Version, DateTimeOffset? Onset);

internal sealed record AnalysisCandidate(
    int Rank, string? Service, double Score, string? Role, DateTimeOffset? Onset, CandidateContributions? Contributions, AnalysisMessage? Reason);

internal sealed record CandidateContributions(double Shift, double Onset, double Graph, double Change);

internal sealed record AnalysisClaim(int Number, string? Kind, AnalysisMessage? Statement, IReadOnlyList<Guid>? ObservationIds, ClaimChart? Chart);

/// <summary>Which series of an observation shows the claim.</summary>
internal sealed record ClaimChart(
    Guid ObservationId, IReadOnlyDictionary<string, string>? Series, string? Signal, string? Label, string? Unit, double? Before, double? After, DateTimeOffset? Onset);

internal sealed record AnalysisCoverage(string? Source, string? Status, AnalysisMessage? Detail);

internal sealed record AnalysisAction(string? Kind, AnalysisMessage? Title, string? Service, string? FromVersion, string? ToVersion, string? Risk);

internal sealed record AnalysisStatistics(int SeriesCompared, int Observations, double Seconds);
