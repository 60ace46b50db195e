using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Evidence;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>Whether a question could be answered.</summary>
internal enum AnswerStatus
{
    Answered,

    /// <summary>Some of what it takes did not answer.</summary>
    Partial,

    /// <summary>It is said what was missing, or what can be asked.</summary>
    Unanswered,
}

/// <summary>The answer to a free question. Every finding cites the observations that it rests on.</summary>
/// <param name="Intent">What the question was taken for.</param>
/// <param name="Summary">The findings in a few sentences.</param>
/// <param name="ToolsUsed">The tools that were asked.</param>
/// <param name="ExecutionPlan">What was done, in order.</param>
/// <param name="ExecutionTime">Seconds.</param>
/// <param name="Suggestions">Questions that can be asked next.</param>
/// <param name="Service">The service that it was taken to be about.</param>
/// <param name="Window">The time that it was taken to be about.</param>
internal sealed record QueryAnswer(
    Guid SessionId,
    string Query,
    string Intent,
    AnswerStatus Status,
    string Summary,
    IReadOnlyList<AnswerFinding> Findings,
    IReadOnlyList<AnswerObservation> Observations,
    IReadOnlyList<string> ToolsUsed,
    IReadOnlyList<string> ExecutionPlan,
    double ExecutionTime,
    EngineInfo Engine,
    IReadOnlyList<string> Suggestions,
    string? Service,
    AnswerWindow Window);

/// <summary>A span of time; the end is not part of it.</summary>
internal sealed record AnswerWindow(DateTimeOffset Start, DateTimeOffset End);

/// <summary>One statement of an answer.</summary>
/// <param name="Source">The source that it comes from.</param>
/// <param name="Severity">critical, warning or info.</param>
/// <param name="Message">In English.</param>
/// <param name="Statement">For other languages; null where a model found the words.</param>
/// <param name="Observations">Numbers of the observations that it rests on.</param>
internal sealed record AnswerFinding(string Source, string Severity, string Message, Message? Statement, IReadOnlyList<int> Observations, IReadOnlyList<Guid> ObservationIds);

/// <summary>A question to a source that the answer rests on, or that failed.</summary>
internal sealed record AnswerObservation(Guid Id, int Number, string Source, string Tool, ObservationStatus Status, string Summary)
{
    public static AnswerObservation Of(ObservedSource observed) => new(observed.Id, observed.Number, observed.Source, observed.Tool, observed.Status, observed.Summary);
}
