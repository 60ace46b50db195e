using System.Text.Json.Nodes;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.DataSources.Logs;

namespace SrePlatform.Assistant.Tools.Logs;

/// <summary>Lines of a service in a window, all or those that contain a word.</summary>
/// <param name="Patience">How long the answer may take, with all retries; as long as the store's settings say without it.</param>
internal sealed record LogsArguments(string Service, string? Contains, DateTimeOffset Start, DateTimeOffset End, TimeSpan? Patience = null);

/// <summary>The lines of an answer, grouped.</summary>
/// <param name="IsCut">There were more lines than are read.</param>
internal sealed record LogPatterns(int Lines, bool IsCut, IReadOnlyList<LogTemplate> Templates);

/// <summary>Reads log lines of a service and groups them by what they say.</summary>
internal sealed class LogsTool(LogsClient client, RequesterAccess requester) : ITool<LogsArguments, LogPatterns>
{
    public bool IsOn => client.Options.IsOn;

    public string Name => "logs_query";

    public string Source => Sources.Logs;

    public ToolQuestion Describe(LogsArguments arguments) => new(
        QueryOf(arguments),
        new JsonObject { ["kind"] = client.Options.Kind, ["service"] = arguments.Service, ["contains"] = arguments.Contains },
        arguments.Start,
        arguments.End);

    public async Task<ToolBytes> FetchAsync(LogsArguments arguments, CancellationToken cancellationToken)
    {
        if (!requester.Sees(arguments.Service))
        {
            throw new SourceException($"The logs of {arguments.Service} are not what the asker may see.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(arguments.Patience ?? Timeout.InfiniteTimeSpan);
        return await client.QueryAsync(QueryOf(arguments), arguments.Start, arguments.End, limit.Token);
    }

    public ToolReading<LogPatterns> Read(LogsArguments arguments, ReadOnlySpan<byte> content)
    {
        var lines = LogReader.Read(client.Options.Kind, content);
        var miner = new LogTemplateMiner();
        foreach (var line in lines)
        {
            miner.Add(line.Message, line.At);
        }

        var templates = miner.Templates;
        var cut = lines.Count >= client.Options.MaximumLines;
        return new(new LogPatterns(lines.Count, cut, templates), lines.Count == 0, $"{lines.Count} lines in {templates.Count} patterns of {arguments.Service}" + (cut ? ", the latest of more" : ""));
    }

    private string QueryOf(LogsArguments arguments)
    {
        var service = Quote(arguments.Service);
        return client.Options.Kind == LogsOptions.Loki
            ? $"{{{client.Options.ServiceLabel}={service}}}" + (arguments.Contains is { Length: > 0 } word ? $" |= {Quote(word)}" : "")
            : $"{client.Options.ServiceLabel}:={service}" + (arguments.Contains is { Length: > 0 } text ? $" {Quote(text)}" : "");
    }

    /// <summary>A string literal of both query languages, whatever the text is.</summary>
    private static string Quote(string text)
    {
        var clean = new string([.. text.Where(letter => !char.IsControl(letter))]);
        return "\"" + clean.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }
}
