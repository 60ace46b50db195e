namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>The Assistant's answer to a free question, as this service reads it; what is missing reads as null or empty.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Intent">What it was taken for.</param>
/// <param name="Status">answered, partial or unanswered.</param>
/// <param name="Summary">In English, or in a model's words.</param>
internal sealed record AnswerDocument(
    string? Query, string? Intent, string? Status, string? Summary, double ExecutionTime, AnalysisEngine? Engine, string? Service, AnswerTime? Window)
{
    public IReadOnlyList<AnswerFinding> Findings { get; init; } = [];
}

internal sealed record AnswerTime(DateTimeOffset Start, DateTimeOffset End);

/// <summary>One statement of an answer.</summary>
/// <param name="Severity">critical, warning or info.</param>
/// <param name="Message">In English, or in a model's words.</param>
/// <param name="Statement">For other languages; null where a model found the words.</param>
/// <param name="Observations">Numbers of the observations that it rests on.</param>
internal sealed record AnswerFinding(string? Source, string? Severity, string? Message, AnalysisMessage? Statement)
{
    public IReadOnlyList<int> Observations { get; init; } = [];
}
