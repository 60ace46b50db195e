using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace SrePlatform.ServiceDefaults.Input;

/// <summary>Finds what JSON allows and a database does not: NUL, halves of surrogate pairs, and bytes that are no UTF-8.</summary>
internal static class JsonTextCheck
{
    public const string Body = "body";
    private const int EscapeLength = 4;

    /// <summary>The field that no text can be made of; null if there is none. Malformed JSON is left to whoever reads it.</summary>
    public static string? BadField(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return Body;
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return null;
        }

        if (json.StartsWith(Encoding.UTF8.Preamble))
        {
            json = json[Encoding.UTF8.Preamble.Length..];
        }

        var place = new Stack<Step>();
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                if (Advance(ref reader, place))
                {
                    return Name(place);
                }
            }
        }
        catch (JsonException)
        {
            // Its reader says what is wrong with it, and where.
        }

        return null;
    }

    /// <summary>Keeps the place; true at a text that is none.</summary>
    private static bool Advance(ref Utf8JsonReader reader, Stack<Step> place)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.EndArray or JsonTokenType.EndObject:
                place.Pop();
                return false;
            case JsonTokenType.PropertyName:
                var bad = reader.ValueIsEscaped && IsNoText(reader.ValueSpan);
                place.Pop();
                place.Push(new Step(bad ? "?" : reader.GetString()!, -1));
                return bad;
            default:
                if (place.TryPeek(out var step) && step.Name is null)
                {
                    place.Pop();
                    place.Push(step with { Index = step.Index + 1 });
                }

                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                {
                    place.Push(new Step(reader.TokenType is JsonTokenType.StartObject ? "" : null, -1));
                }

                return reader.TokenType is JsonTokenType.String && reader.ValueIsEscaped && IsNoText(reader.ValueSpan);
        }
    }

    private static bool IsNoText(ReadOnlySpan<byte> escaped)
    {
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] != '\\')
            {
                continue;
            }

            if (escaped[++at] != 'u')
            {
                continue;
            }

            var unit = Unit(escaped[(at + 1)..]);
            at += EscapeLength;
            if (unit == '\0' || char.IsLowSurrogate(unit))
            {
                return true;
            }

            if (char.IsHighSurrogate(unit))
            {
                var next = escaped[(at + 1)..];
                if (!next.StartsWith("\\u"u8) || !char.IsLowSurrogate(Unit(next[2..])))
                {
                    return true;
                }

                at += 2 + EscapeLength;
            }
        }

        return false;
    }

    private static char Unit(ReadOnlySpan<byte> digits) => (char)ushort.Parse(digits[..EscapeLength], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Name(Stack<Step> place)
    {
        var name = new StringBuilder();
        foreach (var step in place.Reverse())
        {
            if (step.Name is null)
            {
                name.Append(CultureInfo.InvariantCulture, $"[{Math.Max(step.Index, 0)}]");
            }
            else
            {
                name.Append(name.Length > 0 ? "." : "").Append(step.Name);
            }
        }

        return name.Length == 0 ? Body : name.ToString();
    }

    /// <summary>A field of an object, or an item of an array.</summary>
    private readonly record struct Step(string? Name, int Index);
}
