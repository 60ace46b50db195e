using System.Text;

namespace SrePlatform.Assistant.Knowledge;

/// <summary>Words to search by: of scripts with spaces the words, of Chinese, Japanese and Korean the pairs of neighbouring letters.</summary>
internal static class CjkGrams
{
    /// <summary>The pairs in a text, separated by spaces.</summary>
    public static string Of(string text)
    {
        var grams = new StringBuilder();
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (IsCjk(text[i]) && IsCjk(text[i + 1]))
            {
                grams.Append(text[i]).Append(text[i + 1]).Append(' ');
            }
        }

        return grams.ToString();
    }

    /// <summary>What a question asks for, as words that a tsquery can join: letters and digits only.</summary>
    public static IReadOnlyList<string> Words(string question)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var letter in question + " ")
        {
            if (char.IsLetterOrDigit(letter) && !IsCjk(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
                continue;
            }

            if (word.Length > 1 && !Common.Contains(word.ToString()))
            {
                words.Add(word.ToString());
            }

            word.Clear();
        }

        words.AddRange(Of(question).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return [.. words.Distinct(StringComparer.Ordinal).Take(40)];
    }

    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "the", "is", "are", "was", "there", "for", "to", "of", "in", "on", "and", "or", "an", "it", "do", "does", "did", "how", "what", "which", "when", "why", "we", "have", "has",
        "can", "with", "this", "that", "runbook", "runbooks", "postmortem", "postmortems", "about", "any", "past", "incident", "incidents", "before", "seen",
    };

    private static bool IsCjk(char letter) => letter is (>= '\u3400' and <= '\u9fff') or (>= '\u3040' and <= '\u30ff') or (>= '\uac00' and <= '\ud7af') or (>= '\uf900' and <= '\ufaff');
}
