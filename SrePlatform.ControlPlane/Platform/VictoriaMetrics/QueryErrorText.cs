using System.Text.Json;
using System.Text.RegularExpressions;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Takes from VictoriaMetrics' error what helps the person who typed the query.</summary>
internal static partial class QueryErrorText
{
    private const int Longest = 300;

    public static string Read(string body)
    {
        var text = Message(body);
        var shorter = Preamble().Replace(text, "").Trim();
        return shorter.Length <= Longest ? shorter : string.Concat(shorter.AsSpan(0, Longest), "…");
    }

    private static string Message(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out var error)
                ? error.GetString() ?? body
                : body;
        }
        catch (JsonException)
        {
            return body;
        }
    }

    [GeneratedRegex(@"^error when executing query=.*? for \(.*?\): ", RegexOptions.Singleline)]
    private static partial Regex Preamble();
}
