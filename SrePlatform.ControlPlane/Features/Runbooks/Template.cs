using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>Puts parameters into texts as <c>{{name}}</c>, always encoded for where they go: a value never becomes structure.</summary>
internal static partial class Template
{
    /// <summary>The parameters that a text names.</summary>
    public static IEnumerable<string> Names(string text) => Hole().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>For people to read.</summary>
    public static string Words(string text, IReadOnlyDictionary<string, JsonElement> parameters) => Fill(text, parameters, value => value);

    /// <summary>Each value is one segment of a path; one that would leave its place is refused.</summary>
    public static string Path(string text, IReadOnlyDictionary<string, JsonElement> parameters) => Fill(text, parameters, value =>
        value is "" or "." or ".." ? throw new InvalidDataException($"'{value}' cannot be part of a path.") : Uri.EscapeDataString(value));

    /// <summary>Each value is inside of a quoted string of MetricsQL.</summary>
    public static string Query(string text, IReadOnlyDictionary<string, JsonElement> parameters) => Fill(text, parameters, value => MetricsQl.Quote(value)[1..^1]);

    /// <summary>One argument of a program, which no shell reads.</summary>
    public static string Argument(string text, IReadOnlyDictionary<string, JsonElement> parameters) => Fill(text, parameters, value =>
        value.Contains('\0', StringComparison.Ordinal) ? throw new InvalidDataException("An argument cannot hold NUL.") : value);

    /// <summary>Strings of a JSON document; one that is nothing but a parameter takes its type as well.</summary>
    public static JsonNode? Json(JsonElement document, IReadOnlyDictionary<string, JsonElement> parameters) => document.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(document.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Json(member.Value, parameters)))),
        JsonValueKind.Array => new JsonArray([.. document.EnumerateArray().Select(item => Json(item, parameters))]),
        JsonValueKind.String when Hole().Match(document.GetString()!) is { Success: true } hole && hole.Length == document.GetString()!.Length
            && parameters.TryGetValue(hole.Groups[1].Value, out var whole) => JsonNode.Parse(whole.GetRawText()),
        JsonValueKind.String => JsonValue.Create(Words(document.GetString()!, parameters)),
        _ => JsonNode.Parse(document.GetRawText()),
    };

    private static string Fill(string text, IReadOnlyDictionary<string, JsonElement> parameters, Func<string, string> encode) => Hole().Replace(
        text, hole => parameters.TryGetValue(hole.Groups[1].Value, out var value) ? encode(TextOf(value)) : encode(""));

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    [GeneratedRegex(@"\{\{\s*([a-z][a-z0-9_]{0,62})\s*\}\}")]
    private static partial Regex Hole();
}
