using System.Text;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Labels in one cell of a table: <c>rack=a1;row=2</c>, with a backslash before a semicolon or backslash of a value.</summary>
internal static class LabelText
{
    public static string Write(IReadOnlyDictionary<string, string> labels) =>
        string.Join(';', labels.Select(label => $"{label.Key}={label.Value.Replace("\\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal)}"));

    /// <param name="wrong">The part that is no label.</param>
    public static bool TryRead(string text, out Dictionary<string, string> labels, out string wrong)
    {
        labels = new(StringComparer.Ordinal);
        wrong = "";
        foreach (var part in Parts(text))
        {
            if (part.Trim() is not { Length: > 0 } pair)
            {
                continue;
            }

            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value])
            {
                wrong = pair;
                return false;
            }

            labels[name.Trim()] = value.Trim();
        }

        return true;
    }

    private static IEnumerable<string> Parts(string text)
    {
        var part = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\\' && index + 1 < text.Length)
            {
                part.Append(text[++index]);
            }
            else if (text[index] == ';')
            {
                yield return part.ToString();
                part.Clear();
            }
            else
            {
                part.Append(text[index]);
            }
        }

        yield return part.ToString();
    }
}
