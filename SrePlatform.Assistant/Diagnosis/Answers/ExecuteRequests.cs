using System.Text.Json.Serialization;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Diagnosis.Api;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>Asks a free question.</summary>
/// <param name="Query">The question, or a MetricsQL expression after <c>query:</c>.</param>
/// <param name="Context">What it is about.</param>
/// <param name="Options">How it is answered.</param>
/// <param name="RequestedBy">On whose behalf.</param>
/// <param name="RequesterScope">What that person may see; without it the answer sees everything.</param>
internal sealed record ExecuteRequest(
    [property: JsonRequired] string? Query,
    ExecuteContext? Context = null,
    ExecuteOptions? Options = null,
    string? RequestedBy = null,
    RequesterScope? RequesterScope = null)
{
    private const int LongestQuestion = 4000;

    public Dictionary<string, string[]> Validate()
    {
        var errors = new FieldErrors();
        errors.Check("query", Query is { Length: > 0 and <= LongestQuestion } && !string.IsNullOrWhiteSpace(Query), $"It must have 1 to {LongestQuestion} characters.");
        errors.Check("context.service_name", Context?.ServiceName is null or { Length: > 0 and <= 200 }, "It must have 1 to 200 characters.");
        errors.Check("context.time_range.end", Context?.TimeRange is not { Start: { } start, End: { } end } || end > start, "It must be after the start.");
        errors.Check("context.time_range.start", Context?.TimeRange is not { End: not null, Start: null }, "It is required with an end.");
        errors.Check("requested_by", RequestedBy is null or { Length: <= 200 }, "It must be at most 200 characters.");
        errors.Check("requester_scope", RequesterScope?.Fault() is null, RequesterScope?.Fault() ?? "");
        return errors.Found;
    }

    public ExecuteQuestion ToQuestion() => new(
        Query!.Trim(), Context?.ServiceName, Context?.TimeRange?.Start?.ToUniversalTime(), Context?.TimeRange?.End?.ToUniversalTime(), Options?.UseModel ?? true, RequesterScope);
}

/// <summary>What a question is about.</summary>
/// <param name="ServiceName">The service in question, where the words do not name it.</param>
/// <param name="TimeRange">The time in question; else it is read from the words, or the latest quarter of an hour.</param>
/// <param name="SessionId">An earlier session that the question follows.</param>
internal sealed record ExecuteContext(string? ServiceName = null, TimeRange? TimeRange = null, Guid? SessionId = null);

/// <param name="UseModel">Whether a configured language model may look for the answer.</param>
internal sealed record ExecuteOptions(bool? UseModel = null);

/// <summary>What was asked, as it is stored with the session.</summary>
internal sealed record ExecuteQuestion(string Query, string? Service, DateTimeOffset? Start, DateTimeOffset? End, bool UseModel, RequesterScope? RequesterScope = null);
