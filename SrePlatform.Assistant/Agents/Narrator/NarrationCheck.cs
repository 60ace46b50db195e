using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.Agents.Narrator;

/// <summary>
/// Decides whether a narration may stand: it cites what exists, names no other cause, is not surer than what was computed, and
/// contains no number that no claim contains. Pure.
/// </summary>
internal static partial class NarrationCheck
{
    private const int MostLines = 6;
    private const int LongestLine = 600;
    private const double Rounding = 0.005;

    public static NarrationOutcome Judge(Narration? narration, NarrationFacts facts)
    {
        if (narration?.Lines is not { Count: > 0 and <= MostLines } lines || lines.Any(line => string.IsNullOrWhiteSpace(line?.Text) || line.Text.Length > LongestLine))
        {
            return NarrationOutcome.Malformed;
        }

        var citable = facts.Claims.SelectMany(claim => claim.Observations).ToHashSet();
        if (lines.Any(line => line.Observations is not { Count: > 0 } cited || !cited.All(citable.Contains)))
        {
            return NarrationOutcome.Uncited;
        }

        if (!string.Equals(narration.Cause, facts.Cause, StringComparison.Ordinal) || lines.Any(line => BlamesAnother(line.Text!, facts)))
        {
            return NarrationOutcome.OtherCause;
        }

        if (narration.Confidence is { } confidence && (confidence > facts.Confidence + Rounding || confidence < 0 || double.IsNaN(confidence)))
        {
            return NarrationOutcome.RaisedConfidence;
        }

        var known = facts.Claims.Select(claim => claim.Text).Append(facts.Headline).Concat(facts.Missing).SelectMany(Numbers).ToHashSet(StringComparer.Ordinal);
        return lines.SelectMany(line => Numbers(line.Text!)).All(known.Contains) ? NarrationOutcome.Used : NarrationOutcome.InventedNumber;
    }

    /// <summary>A sentence that speaks of causing must name the cause, or no service at all.</summary>
    private static bool BlamesAnother(string text, NarrationFacts facts) =>
        SentenceEnd().Split(text).Any(sentence => Causing().IsMatch(sentence)
            && facts.Services.Any(service => Mentions(sentence, service))
            && !(facts.Cause is { } cause && Mentions(sentence, cause)));

    private static bool Mentions(string text, string service) => Regex.IsMatch(text, $@"(?<![\w-]){Regex.Escape(service)}(?![\w-])", RegexOptions.IgnoreCase);

    private static IEnumerable<string> Numbers(string text) => Number().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\b(?:caus\w*|because|due to|culprit|to blame|origin\w*|responsible|fault of|root of|stems? from|triggered by)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Causing();

    [GeneratedRegex(@"(?<=[.!?;])\s+")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\d+(?:\.\d+)*")]
    private static partial Regex Number();
}
