using SrePlatform.Assistant.Diagnosis.Sessions;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>One way to answer: from a validated request to an answer whose statements cite observations.</summary>
internal interface IAnswerFlow
{
    DiagnosisKind Kind { get; }

    Task<Answer> RunAsync(RunContext run, CancellationToken cancellationToken);
}

/// <summary>An answer in one line, and as the API returns it.</summary>
internal sealed record Answer(string Headline, string Document);
