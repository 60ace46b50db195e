using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using SrePlatform.ServiceDefaults.Input;

namespace SrePlatform.ServiceDefaults.Errors;

/// <summary>Finds out which field of a request could not be read.</summary>
internal static partial class BadRequestField
{
    private const string Body = "body";

    /// <summary>The fields at fault with a message each, without names of types.</summary>
    public static Dictionary<string, string[]> Errors(Exception exception) => exception switch
    {
        UnstorableTextException text => One(text.Field, text.Message),
        BadHttpRequestException { InnerException: JsonException json } => Errors(json),
        JsonException json => FromJson(json),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => One(Body, "It is too large."),
        BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType } => One(Body, "It must be JSON, with Content-Type application/json."),
        BadHttpRequestException bad when bad.Message.Contains("from body", StringComparison.Ordinal) || bad.Message.Contains("Implicit body", StringComparison.Ordinal) => One(Body, "It is required."),
        BadHttpRequestException bad when Parameter().Match(bad.Message) is { Success: true } match => One(
            ProblemShape.WireName(match.Groups["name"].Value),
            bad.Message.Contains("not provided", StringComparison.Ordinal) ? "It is required." : "The value cannot be read."),
        _ => One(Body, "It cannot be read."),
    };

    private static Dictionary<string, string[]> FromJson(JsonException json)
    {
        if (MissingProperties().Match(json.Message) is { Success: true } missing)
        {
            var path = FieldOf(json.Path);
            var prefix = path == Body ? "" : path + ".";
            return Quoted().Matches(missing.Groups["names"].Value)
                .ToDictionary(name => prefix + name.Groups[1].Value, _ => new[] { "It is required." }, StringComparer.Ordinal);
        }

        var place = json.LineNumber is { } line ? $" (line {line + 1}, byte {json.BytePositionInLine + 1})" : "";
        return One(FieldOf(json.Path), $"The value cannot be read{place}.");
    }

    private static string FieldOf(string? path) => path is null or "" or "$" ? Body : path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path.TrimStart('$');

    private static Dictionary<string, string[]> One(string field, string message) => new(StringComparer.Ordinal) { [field] = [message] };

    [GeneratedRegex("""parameter "(?:[^"]*\s)?(?<name>\w+)" """)]
    private static partial Regex Parameter();

    [GeneratedRegex("missing required properties including: (?<names>.+)$", RegexOptions.Singleline)]
    private static partial Regex MissingProperties();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();
}
