using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>What is wrong with a text, and where.</summary>
/// <param name="Field">Of the front matter, such as <c>action.path</c>.</param>
/// <param name="Line">Of the whole text; null if the field is not there.</param>
internal sealed record RunbookProblem(string Field, int? Line, string Message)
{
    public static IReadOnlyList<RunbookProblem> Of(string content, IEnumerable<KeyValuePair<string, string[]>> errors)
    {
        var front = Front(content);
        return [.. errors.SelectMany(error => error.Value.Select(message => new RunbookProblem(error.Key, LineOf(front, error.Key), message))).OrderBy(problem => problem.Line ?? 0)];
    }

    /// <summary>Where a field is, or as much of its path as there is.</summary>
    private static int? LineOf(YamlNode? node, string field)
    {
        int? line = null;
        foreach (var part in field.Split('.'))
        {
            if (node is not YamlMappingNode map || map.Children.FirstOrDefault(child => child.Key is YamlScalarNode key && key.Value == part) is not { Key: { } found } pair)
            {
                break;
            }

            // The front matter begins below its first hyphens.
            (line, node) = ((int)found.Start.Line + 1, pair.Value);
        }

        return line;
    }

    private static YamlNode? Front(string content)
    {
        var text = content.ReplaceLineEndings("\n");
        var end = text.StartsWith("---\n", StringComparison.Ordinal) ? text.IndexOf("\n---\n", 3, StringComparison.Ordinal) : -1;
        if (end < 0 || content.Length > RunbookReader.LongestContent)
        {
            return null;
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text[4..(end + 1)]));
            return stream.Documents is [var document, ..] ? document.RootNode : null;
        }
        catch (YamlException)
        {
            // The reader has said so, with the line.
            return null;
        }
    }
}
