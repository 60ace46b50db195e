using System.Globalization;
using System.Text;
using SrePlatform.ControlPlane.Features.Postmortems.Record;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Postmortems.Drafting;

/// <summary>Writes a draft down by the template: a heading for each section, and in the ones that only people can fill a word about what belongs there.</summary>
internal sealed class DraftMarkdown(Texts texts)
{
    private static readonly PostmortemSection[] Running = [PostmortemSection.Summary];

    public string Write(PostmortemDraft draft, DateTimeOffset day)
    {
        var sections = draft.Statements.ToLookup(statement => statement.Section);
        var text = new StringBuilder();
        foreach (var section in Enum.GetValues<PostmortemSection>())
        {
            text.Append("## ").Append(texts[$"postmortems.section.{Persistence.EnumsAsText.ToText(section)}"]).Append("\n\n");
            if (section == PostmortemSection.Timeline)
            {
                text.Append('*').Append(texts["postmortems.timeline.zone", ("day", day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]).Append("*\n\n");
            }

            var sentences = sections[section].ToList();
            if (sentences.Count == 0)
            {
                text.Append('*').Append(texts[$"postmortems.template.{Persistence.EnumsAsText.ToText(section)}"]).Append("*\n\n");
                continue;
            }

            foreach (var sentence in sentences)
            {
                text.Append(Running.Contains(section) ? "" : "- ");
                if (section == PostmortemSection.Timeline && sentence.At is { } at)
                {
                    text.Append("**").Append(at.UtcDateTime.ToString(at.UtcDateTime.Date == day.UtcDateTime.Date ? "HH:mm:ss" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).Append("** ");
                }

                text.Append(Escape(sentence.Text)).Append(' ').AppendJoin(' ', sentence.Cites.Select(code => $"[{code}](#{code})")).Append(Running.Contains(section) ? "\n\n" : "\n");
            }

            text.Append(Running.Contains(section) ? "" : "\n");
        }

        return text.ToString().TrimEnd() + "\n";
    }

    /// <summary>Names of alerts and services are text: nothing in them is markup.</summary>
    internal static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.ReplaceLineEndings(" "))
        {
            if (letter is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '~' or '&' or '!')
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
