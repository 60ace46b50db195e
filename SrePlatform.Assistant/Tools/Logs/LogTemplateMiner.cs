using System.Text.RegularExpressions;

namespace SrePlatform.Assistant.Tools.Logs;

/// <summary>Lines that say the same but for their variables.</summary>
/// <param name="Template">Their common words; <c>&lt;*&gt;</c> where they differ.</param>
/// <param name="Example">One of them.</param>
/// <param name="First">When the first of them was written, where that is known.</param>
internal sealed record LogTemplate(string Template, int Count, string Example, DateTimeOffset? First = null)
{
    private static readonly string[] Troubles = ["error", "fail", "exception", "panic", "fatal", "oom", "killed", "refused", "timeout", "timed out", "deadlock", "denied", "unavailable"];

    /// <summary>Whether it speaks of something that went wrong.</summary>
    public bool IsTrouble => Troubles.Any(word => Example.Contains(word, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// Groups log lines by template, as they come, in the manner of Drain (He, Zhu, Zheng and Lyu, "Drain: An Online Log Parsing Approach
/// with Fixed Depth Tree", ICWS 2017): what is plainly a variable is masked first, lines of the same length whose first words agree are
/// compared word by word, and the words in which they differ become variables. Pure.
/// </summary>
internal sealed partial class LogTemplateMiner
{
    public const string Variable = "<*>";

    private const int Depth = 2;
    private const double Similar = 0.5;
    private const int MostTemplates = 500;
    private const int LongestLine = 2000;
    private const int MostWords = 60;

    private readonly Dictionary<string, List<Group>> _leaves = new(StringComparer.Ordinal);
    private int _templates;

    /// <param name="line">In the order of time.</param>
    /// <param name="at">When it was written.</param>
    public void Add(string line, DateTimeOffset? at = null)
    {
        var text = line.Length > LongestLine ? line[..LongestLine] : line;
        var words = Mask(text).Split((char[]?)null, MostWords, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return;
        }

        var leaf = $"{words.Length}\n{string.Join('\n', words.Take(Depth).Select(word => word.Any(char.IsDigit) || word.Contains(Variable, StringComparison.Ordinal) ? Variable : word))}";
        if (!_leaves.TryGetValue(leaf, out var groups))
        {
            _leaves[leaf] = groups = [];
        }

        var best = groups.Select(group => (Group: group, Share: Alike(group.Words, words))).OrderByDescending(pair => pair.Share).FirstOrDefault();
        if (best.Group is not null && (best.Share >= Similar || _templates >= MostTemplates))
        {
            best.Group.Merge(words);
        }
        else if (_templates < MostTemplates)
        {
            groups.Add(new Group(words, text, at));
            _templates++;
        }
    }

    /// <summary>Most frequent first; ties by their words.</summary>
    public IReadOnlyList<LogTemplate> Templates => [.. _leaves.Values.SelectMany(groups => groups)
        .Select(group => new LogTemplate(string.Join(' ', group.Words), group.Count, group.Example, group.First))
        .OrderByDescending(template => template.Count).ThenBy(template => template.Template, StringComparer.Ordinal)];

    private static string Mask(string line) => Number().Replace(Long().Replace(Address().Replace(Identifier().Replace(Timestamp().Replace(line, Variable), Variable), Variable), Variable), Variable);

    private static double Alike(string[] template, string[] words) =>
        template.Zip(words).Count(pair => pair.First == pair.Second || pair.First == Variable) / (double)words.Length;

    private sealed class Group(string[] words, string example, DateTimeOffset? first)
    {
        public string[] Words { get; } = words;

        public string Example => example;

        public DateTimeOffset? First => first;

        public int Count { get; private set; } = 1;

        public void Merge(string[] other)
        {
            Count++;
            for (var i = 0; i < Words.Length; i++)
            {
                Words[i] = Words[i] == other[i] ? Words[i] : Variable;
            }
        }
    }

    [GeneratedRegex(@"\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?|\b\d{2}:\d{2}:\d{2}(?:[.,]\d+)?\b")]
    private static partial Regex Timestamp();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:0x)?(?=[0-9a-f]*\d)[0-9a-f]{8,}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Long();

    [GeneratedRegex(@"(?<![A-Za-z_<])[-+]?\d+(?:\.\d+)?(?=\b|[a-z%])", RegexOptions.None)]
    private static partial Regex Number();
}
