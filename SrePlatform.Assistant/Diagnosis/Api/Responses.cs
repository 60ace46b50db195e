using System.Text.Json;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>A diagnosis was accepted; its row exists.</summary>
internal sealed record AcceptedResponse(Guid SessionId, SessionState Status, string Message, int EstimatedTime);

/// <summary>How far a diagnosis is.</summary>
internal sealed record StatusResponse(Guid SessionId, SessionState Status, int Progress, string? CurrentStep, ResultSummary? Result, string? Error);

/// <summary>The finding in short; the whole is at <c>result_url</c>.</summary>
internal sealed record ResultSummary(string Verdict, double Confidence, string Headline, string ResultUrl);

/// <summary>A session with its analysis, once there is one, and what was asked for it.</summary>
internal sealed record SessionResponse(
    Guid SessionId,
    DiagnosisKind Kind,
    SessionState Status,
    int Progress,
    string? CurrentStep,
    Guid? IncidentId,
    int? Generation,
    string? RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    string? Error,
    JsonElement? Analysis,
    IReadOnlyList<ObservationResponse> Observations,
    JsonElement? Answer,
    Guid? FollowsId,
    Guid? ReplayOfId,
    ReplayComparison? Comparison);

/// <summary>A question that was asked, without the bytes of its answer.</summary>
internal sealed record ObservationResponse(
    Guid Id,
    int Number,
    string Source,
    string Tool,
    string Query,
    JsonElement Arguments,
    DateTimeOffset? WindowStart,
    DateTimeOffset? WindowEnd,
    ObservationStatus Status,
    string Summary,
    string ContentType,
    string Sha256,
    DateTimeOffset CreatedAt,
    int DurationMs);

/// <summary>Past diagnoses, newest first.</summary>
internal sealed record HistoryResponse(IReadOnlyList<HistoryItem> Items, Pagination Pagination);

internal sealed record HistoryItem(Guid SessionId, DiagnosisKind Kind, Guid? IncidentId, SessionState Status, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt, string? Summary);

internal sealed record Pagination(int Page, int PageSize, int Total, int TotalPages);

/// <summary>A kind of diagnosis that can be asked for.</summary>
internal sealed record TemplateResponse(string Id, string Name, string Description, IReadOnlyList<TemplateParameter> Parameters);

internal sealed record TemplateParameter(string Name, string Type, bool Required, string Description);
