using System.Globalization;
using System.Text;
using System.Text.Json;
using SrePlatform.Assistant.DataSources.Logs;

namespace SrePlatform.Assistant.Tools.Logs;

/// <summary>One line of a log.</summary>
internal sealed record LogLine(DateTimeOffset At, string Message);

/// <summary>Reads the answers of Loki's <c>query_range</c> and of VictoriaLogs' <c>logsql/query</c> (a JSON object a line).</summary>
internal static class LogReader
{
    public static IReadOnlyList<LogLine> Read(string kind, ReadOnlySpan<byte> content) => kind == LogsOptions.Loki ? ReadLoki(content) : ReadVictoriaLogs(content);

    private static List<LogLine> ReadLoki(ReadOnlySpan<byte> content)
    {
        var reader = new Utf8JsonReader(content);
        using var document = JsonDocument.ParseValue(ref reader);
        var data = document.RootElement.GetProperty("data");
        if (data.GetProperty("resultType").GetString() != "streams")
        {
            throw new FormatException("The answer has no log lines.");
        }

        return [.. from stream in data.GetProperty("result").EnumerateArray()
                   from entry in stream.GetProperty("values").EnumerateArray()
                   let at = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(entry[0].GetString()!, CultureInfo.InvariantCulture) / 1_000_000)
                   orderby at
                   select new LogLine(at, entry[1].GetString() ?? "")];
    }

    private static List<LogLine> ReadVictoriaLogs(ReadOnlySpan<byte> content)
    {
        var lines = new List<LogLine>();
        foreach (var line in Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var document = JsonDocument.Parse(line);
            var at = document.RootElement.GetProperty("_time").GetDateTimeOffset();
            lines.Add(new LogLine(at, document.RootElement.TryGetProperty("_msg", out var message) ? message.GetString() ?? "" : ""));
        }

        lines.Sort((left, right) => left.At.CompareTo(right.At));
        return lines;
    }
}
