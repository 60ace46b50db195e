using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SrePlatform.ControlPlane.Platform.Errors;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>Reads Markdown with YAML front matter, so that knowledge and action are one document. Unknown members are errors.</summary>
internal static class RunbookReader
{
    public const int LongestContent = 64 * 1024;
    private const int MostNodes = 2000;
    private const int Deepest = 40;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The runbook, or what is wrong with it.</summary>
    public static Outcome<RunbookDocument> Read(string content)
    {
        if (content.Length > LongestContent || content.Contains('\0', StringComparison.Ordinal))
        {
            return new ValidationFailure("content", $"A runbook has at most {LongestContent} characters, without NUL.");
        }

        var text = content.ReplaceLineEndings("\n");
        var end = text.StartsWith("---\n", StringComparison.Ordinal) ? text.IndexOf("\n---\n", 3, StringComparison.Ordinal) : -1;
        if (end < 0)
        {
            return new ValidationFailure("content", "Begin with a line of three hyphens, the front matter in YAML, and three hyphens again.");
        }

        try
        {
            CheckDepth(text[4..(end + 1)]);
            var node = ToJson(new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object?>(text[4..(end + 1)]), new Budget());
            var document = node.Deserialize<RunbookDocument>(Json);
            if (document is null)
            {
                return new ValidationFailure("content", "The front matter is empty.");
            }

            document = document with { Body = text[(end + 5)..].Trim() };
            return RunbookValidation.Check(document) is { Count: > 0 } errors ? new ValidationFailure(errors) : document;
        }
        catch (YamlException exception)
        {
            return new ValidationFailure("content", $"Line {exception.Start.Line + 1}: {exception.InnerException?.Message ?? exception.Message}");
        }
        catch (JsonException exception)
        {
            return Misfit(exception);
        }
        catch (InvalidDataException exception)
        {
            return new ValidationFailure("content", exception.Message);
        }
    }

    /// <summary>What does not fit, at its place in the front matter, without the words of the reader.</summary>
    private static ValidationFailure Misfit(JsonException exception)
    {
        const string Unknown = "could not be mapped";
        const string Missing = "including: ";
        var place = exception.Path?.TrimStart('$', '.') is { Length: > 0 } path ? path : "content";
        var missing = exception.Message.IndexOf(Missing, StringComparison.Ordinal);
        return missing >= 0
            ? new ValidationFailure(place, $"It also needs: {exception.Message[(missing + Missing.Length)..].Split(". Path")[0].TrimEnd('.').Replace("'", "", StringComparison.Ordinal)}.")
            : new ValidationFailure(place, exception.Message.Contains(Unknown, StringComparison.Ordinal) ? "A runbook has nothing of this name here." : "This value does not fit here.");
    }

    /// <summary>What reads nodes calls itself for each level, so that a few characters could exhaust the stack; the parser of events does not.</summary>
    private static void CheckDepth(string yaml)
    {
        var parser = new Parser(new StringReader(yaml));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest)
            {
                throw new InvalidDataException("The front matter is nested too deeply.");
            }
        }
    }

    private static JsonNode? ToJson(object? value, Budget budget)
    {
        budget.Spend();
        return value switch
        {
            null => null,
            IDictionary<object, object> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key.ToString() ?? "", ToJson(pair.Value, budget)))),
            IList<object> list => new JsonArray([.. list.Select(item => ToJson(item, budget))]),
            string text => JsonValue.Create(text),
            _ => JsonSerializer.SerializeToNode(value, value.GetType()),
        };
    }

    /// <summary>References in YAML can make a small text grow without end.</summary>
    private sealed class Budget
    {
        private int _spent;

        public void Spend()
        {
            if (++_spent > MostNodes)
            {
                throw new InvalidDataException("The front matter has too many values.");
            }
        }
    }
}
