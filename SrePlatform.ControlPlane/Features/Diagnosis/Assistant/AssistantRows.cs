using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>A row of <c>assistant.session_v1</c>.</summary>
internal sealed record SessionRow(
    Guid SessionId, string Kind, Guid? IncidentId, int? Generation, string Status, int Progress, string? CurrentStep, string? RequestedBy,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? CompletedAt, string? Error)
{
    public bool IsOver => Status is "completed" or "failed" or "cancelled";
}

/// <summary>A row of <c>assistant.session_event_v1</c>.</summary>
/// <param name="Kind">step, observation, hypothesis, verdict or error.</param>
internal sealed record SessionEventRow(long Id, Guid SessionId, DateTimeOffset At, string Kind, JsonElement Data);

/// <summary>A row of <c>assistant.analysis_v1</c>; the document is null if it cannot be read.</summary>
/// <param name="Headline">In English.</param>
internal sealed record AnalysisRow(
    Guid SessionId, Guid? IncidentId, int? Generation, string Verdict, double Confidence, string Headline, DateTimeOffset CreatedAt, AnalysisDocument? Document)
{
    /// <summary>The headline for any language.</summary>
    public AnalysisMessage Said => Document?.Headline ?? new AnalysisMessage(null, null, Headline);
}

/// <summary>A row of <c>assistant.answer_v1</c>.</summary>
/// <param name="Json">An <see cref="AnswerDocument"/> or a <see cref="CapacityDocument"/>, by the kind of its session.</param>
internal sealed record AnswerRow(Guid SessionId, string Headline, DateTimeOffset CreatedAt, string Json);

/// <summary>A row of <c>assistant.observation_v1</c> without its bytes.</summary>
/// <param name="Status">checked, empty, unavailable or not_asked.</param>
internal sealed record ObservationRow(
    Guid Id, Guid SessionId, int Number, string Source, string Tool, string Query, string Arguments, DateTimeOffset? WindowStart, DateTimeOffset? WindowEnd,
    string Status, string Summary, string ContentType, string Sha256, DateTimeOffset CreatedAt, int DurationMs);
