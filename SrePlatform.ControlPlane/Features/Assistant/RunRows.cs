namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>A row of <c>assistant.run_v1</c>: one run of the Assistant with its totals.</summary>
internal sealed record RunRow(
    Guid SessionId, string Flow, string Status, Guid? IncidentId, string? RequestedBy, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt, long? DurationMs,
    string? Error, string? Verdict, double? Confidence, string? Headline, string? Models, int Steps, int ToolCalls, int ToolFailures,
    int ModelCalls, int ModelFailures, long InputTokens, long OutputTokens, decimal? Cost, string? Grade)
{
    public long Tokens => InputTokens + OutputTokens;
}

/// <summary>A row of <c>assistant.run_span_v1</c>: an agent, step, tool or model span of a run.</summary>
internal sealed record SpanRow(
    string Kind, string SpanId, int Number, string Name, string? Source, string Status, DateTimeOffset StartedAt, long DurationMs,
    string? Query, string? Arguments, string? Result, string? Model, long? InputTokens, long? OutputTokens, decimal? Cost, string? Error);

/// <summary>Totals of one day, flow, tool or model.</summary>
internal sealed record TotalRow(string Name, long Runs, long Failures, double MeanMs, long Tokens, decimal Cost);

/// <summary>How often a grade was given.</summary>
internal sealed record GradeCount(string Grade, long Count);

/// <summary>Which runs; everything given must hold.</summary>
internal sealed record RunFilter(string? Flow, string? Status, string? Verdict, string? Grade)
{
    public static readonly string[] Flows = ["alerts", "deployment", "capacity", "execute"];
    public static readonly string[] Statuses = ["processing", "completed", "failed", "cancelled"];
    public static readonly string[] Verdicts = ["root_cause", "contributing", "no_fault", "inconclusive"];

    public bool IsNarrowed => (Flow, Status, Verdict, Grade) != (null, null, null, null);
}
