using SrePlatform.Assistant.Diagnosis.Runs;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>What an answerer works with.</summary>
/// <param name="Start">Begin of the time in question.</param>
/// <param name="End">End of it; not part of it.</param>
/// <param name="Topology">Number of the observation that the known services come from.</param>
internal sealed record QuestionContext(RunContext Run, RoutedQuestion Question, string Words, DateTimeOffset Start, DateTimeOffset End, int Topology, AnswerLedger Ledger, IList<string> Plan)
{
    public TimeSpan Window => End - Start;

    public string? Service => Question.Service;

    /// <summary>What was read of the session that the question follows; null where it follows none.</summary>
    public Observed<EarlierAnalysis>? Earlier { get; init; }
}

/// <summary>Answers one kind of question, with statements that cite what was observed.</summary>
internal interface IQuestionAnswerer
{
    QuestionIntent Intent { get; }

    Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken);
}
