using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.Agents.Answerer;

/// <summary>What a model answered.</summary>
internal sealed record ProposedAnswer(IReadOnlyList<ProposedLine>? Lines);

internal sealed record ProposedLine(string? Text, IReadOnlyList<int>? Observations);

/// <summary>What became of a model's answer.</summary>
internal enum AnswerOutcome
{
    Used,
    Unavailable,
    OverBudget,
    Malformed,
    Uncited,
    InventedNumber,
}

/// <summary>
/// Decides whether a model's answer may stand: every line cites what was answered, and contains no number that is neither in what it
/// cites nor in the question. Pure.
/// </summary>
internal static partial class AnswerCheck
{
    private const int MostLines = 8;
    private const int LongestLine = 600;

    /// <param name="answer">What came back.</param>
    /// <param name="told">What the tools told, by the number of the observation.</param>
    /// <param name="question">In the asker's words, whose numbers may be repeated.</param>
    public static AnswerOutcome Judge(ProposedAnswer? answer, IReadOnlyDictionary<int, string> told, string question)
    {
        if (answer?.Lines is not { Count: > 0 and <= MostLines } lines || lines.Any(line => string.IsNullOrWhiteSpace(line?.Text) || line.Text.Length > LongestLine))
        {
            return AnswerOutcome.Malformed;
        }

        if (lines.Any(line => line.Observations is not { Count: > 0 } cited || !cited.All(told.ContainsKey)))
        {
            return AnswerOutcome.Uncited;
        }

        var asked = Numbers(question).ToHashSet(StringComparer.Ordinal);
        return lines.All(line => Numbers(line.Text!).All(number => asked.Contains(number) || line.Observations!.Any(cited => Numbers(told[cited]).Contains(number, StringComparer.Ordinal))))
            ? AnswerOutcome.Used
            : AnswerOutcome.InventedNumber;
    }

    private static IEnumerable<string> Numbers(string text) => Number().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\d+(?:\.\d+)*")]
    private static partial Regex Number();
}
