using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>The whole analysis, schema_version 1. Fields are added, never changed.</summary>
internal sealed record AnalysisDocument
{
    public int SchemaVersion { get; init; } = 1;
    public required Guid SessionId { get; init; }
    public required Guid? IncidentId { get; init; }
    public required int? Generation { get; init; }
    public required DiagnosisKind Kind { get; init; }
    public required Verdict Verdict { get; init; }
    public required Message Headline { get; init; }
    public required IReadOnlyList<SummaryLine> Summary { get; init; }
    public required Confidence Confidence { get; init; }
    public required EngineInfo Engine { get; init; }
    public required AnalysisWindow Window { get; init; }
    public required SymptomInfo? Symptom { get; init; }
    public required RootCauseInfo? RootCause { get; init; }
    public required IReadOnlyList<CandidateInfo> Candidates { get; init; }
    public required IReadOnlyList<Claim> Claims { get; init; }
    public required IReadOnlyList<CoverageRow> Coverage { get; init; }
    public required IReadOnlyList<Message> Missing { get; init; }
    public required ProposedAction? ProposedAction { get; init; }
    public required AnalysisStatistics Statistics { get; init; }

    /// <summary>What a model proposed, and what code found of it; supported and refuted ones alike. They change no verdict.</summary>
    public IReadOnlyList<HypothesisInfo> Hypotheses { get; init; } = [];

    /// <summary>Why a model doubted the diagnosis; its doubts can lower the confidence.</summary>
    public IReadOnlyList<SummaryLine> Doubts { get; init; } = [];
}

internal enum HypothesisVerdict
{
    Supported,
    Refuted,
    Unchecked,
}

internal sealed record HypothesisInfo(string Service, string Statement, HypothesisVerdict Verdict, IReadOnlyList<Guid> ObservationIds, IReadOnlyList<int> Observations);

internal sealed record SummaryLine(string Key, IReadOnlyDictionary<string, object?> Args, string Text, IReadOnlyList<Guid> ObservationIds);

internal sealed record Confidence(double Value, ConfidenceWord Word, IReadOnlyList<Message> CappedBy);

/// <summary>What concluded, and who put it into words.</summary>
/// <param name="Model">The language model whose words are used; null when they are the Assistant's own.</param>
/// <param name="Narration">What became of the model's words; null when none was asked.</param>
internal sealed record EngineInfo(string Version, string? Model, string? Narration = null);

internal sealed record AnalysisWindow(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset? Onset, double StepSeconds);

internal sealed record SymptomInfo(string Service, string Signal, string Unit, double? Before, double? After, DateTimeOffset? Onset);

internal sealed record RootCauseInfo(string Service, string? Signal, string? DeploymentId, string? Version, DateTimeOffset? Onset);

internal sealed record CandidateInfo(
    int Rank,
    string Service,
    double Score,
    CandidateRole Role,
    DateTimeOffset? Onset,
    CandidateContributions Contributions,
    Message Reason);

internal sealed record CandidateContributions(double Shift, double Onset, double Graph, double Change);

internal enum ClaimKind
{
    Symptom,
    Cause,
    Change,
    Consequence,
    RuledOut,
    Healthy,
    Context,
}

/// <summary>A statement and the observations that it rests on.</summary>
internal sealed record Claim(
    int Number,
    ClaimKind Kind,
    Message Statement,
    IReadOnlyList<Guid> ObservationIds,
    IReadOnlyList<int> Observations,
    ClaimChart? Chart);

/// <summary>Which series of a metrics observation shows the claim.</summary>
internal sealed record ClaimChart(
    Guid ObservationId,
    IReadOnlyDictionary<string, string> Series,
    string Signal,
    string Label,
    string Unit,
    double? Before,
    double? After,
    DateTimeOffset? Onset);

internal sealed record CoverageRow(string Source, ObservationStatus Status, Message Detail);

internal sealed record ProposedAction(ActionKind Kind, Message Title, string Service, string? FromVersion, string? ToVersion, string Risk);

internal enum ActionKind
{
    Rollback,
    Investigate,
}

internal sealed record AnalysisStatistics(int SeriesCompared, int Observations, double Seconds);
