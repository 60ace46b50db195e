using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Features.Postmortems.Record;

namespace SrePlatform.ControlPlane.Features.Postmortems.Drafting;

/// <summary>Why a sentence of somebody else's draft is not taken.</summary>
internal enum DraftRefusal
{
    None,
    Empty,
    TooLong,
    NoCitation,
    UnknownCitation,

    /// <summary>It has a number that nothing it cites has.</summary>
    UnknownNumber,
    UnknownSection,
}

/// <summary>A sentence as another agent wrote it.</summary>
internal sealed record OfferedSentence(string? Section, string? Text, IReadOnlyList<string>? Cites, DateTimeOffset? At = null);

/// <summary>
/// Holds another agent's draft to the record: a sentence that cites nothing, cites what is not there, or has a number that nothing it cites
/// has, is left out; a section that loses all of its sentences is taken from the local draft. Pure.
/// </summary>
internal static partial class DraftCheck
{
    private const int LongestSentence = 2_000;
    private const int MostSentences = 400;

    public static PostmortemDraft? Take(IReadOnlyList<OfferedSentence> offered, IncidentRecord record)
    {
        var items = record.Items.ToDictionary(item => item.Code, StringComparer.Ordinal);
        var said = record.Statements.SelectMany(statement => statement.Cites.Select(code => (code, statement.Text))).ToLookup(pair => pair.code, pair => pair.Text, StringComparer.Ordinal);
        var taken = offered.Take(MostSentences).Where(sentence => Judge(sentence, items, said) == DraftRefusal.None)
            .Select(sentence => new Statement(Section(sentence.Section)!.Value, sentence.Text!.Trim(), [.. sentence.Cites!.Distinct()]) { At = sentence.At }).ToLookup(statement => statement.Section);
        if (taken.Count == 0)
        {
            return null;
        }

        var local = LocalDraft.Of(record).Statements.ToLookup(statement => statement.Section);
        return new PostmortemDraft([.. Enum.GetValues<PostmortemSection>().SelectMany(section => taken[section].Any() ? taken[section] : local[section])], DraftOrigin.Agent);
    }

    internal static DraftRefusal Judge(OfferedSentence sentence, IReadOnlyDictionary<string, RecordItem> items, ILookup<string, string> said)
    {
        if (string.IsNullOrWhiteSpace(sentence.Text))
        {
            return DraftRefusal.Empty;
        }

        if (sentence.Text.Length > LongestSentence || sentence.Text.Contains('\0', StringComparison.Ordinal))
        {
            return DraftRefusal.TooLong;
        }

        if (Section(sentence.Section) is null)
        {
            return DraftRefusal.UnknownSection;
        }

        if (sentence.Cites is not { Count: > 0 } cites)
        {
            return DraftRefusal.NoCitation;
        }

        if (!cites.All(items.ContainsKey))
        {
            return DraftRefusal.UnknownCitation;
        }

        var known = cites.SelectMany(code => Numbers(items[code].Text + " " + items[code].Detail).Concat(said[code].SelectMany(Numbers))).ToHashSet(StringComparer.Ordinal);
        return Numbers(sentence.Text).All(known.Contains) ? DraftRefusal.None : DraftRefusal.UnknownNumber;
    }

    private static PostmortemSection? Section(string? name) =>
        Enum.GetValues<PostmortemSection>().Cast<PostmortemSection?>().FirstOrDefault(section => Persistence.EnumsAsText.ToText(section!.Value) == name);

    private static IEnumerable<string> Numbers(string text) => Number().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"\d+(?:[.,:]\d+)*")]
    private static partial Regex Number();
}
