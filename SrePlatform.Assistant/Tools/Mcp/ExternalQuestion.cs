using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using SrePlatform.Assistant.DataSources.Mcp;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Tools.Mcp;

internal sealed record ExternalArguments(ExternalTool Tool, IReadOnlyDictionary<string, object?> Arguments, TimeSpan Timeout);

/// <summary>What an external tool said.</summary>
internal sealed record ExternalReply(string Text);

/// <summary>Asks a tool of an external server; bounded, and on record like everything else.</summary>
internal sealed class ExternalQuestion(McpServers servers) : ITool<ExternalArguments, ExternalReply>
{
    private const int LongestReply = 16_000;

    public string Name => "external_tool";

    public string Source => Sources.External;

    public ToolQuestion Describe(ExternalArguments arguments)
    {
        var json = JsonSerializer.SerializeToNode(arguments.Arguments, AssistantJson.Options) as JsonObject ?? [];
        return new ToolQuestion($"{arguments.Tool.Server}/{arguments.Tool.Tool.ProtocolTool.Name}({json.ToJsonString()})", json);
    }

    public async Task<ToolBytes> FetchAsync(ExternalArguments arguments, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(arguments.Timeout);
        try
        {
            var result = await arguments.Tool.Tool.CallAsync(arguments.Arguments, cancellationToken: limit.Token);
            var text = string.Join('\n', result.Content.OfType<TextContentBlock>().Select(block => block.Text));
            return result.IsError == true
                ? throw new SourceException($"{arguments.Tool.Server} answered with an error: {(text.Length > 300 ? text[..300] : text)}")
                : new ToolBytes(Encoding.UTF8.GetBytes(text.Length > LongestReply ? text[..LongestReply] : text), "text/plain");
        }
        catch (Exception exception) when (exception is not SourceException && McpServers.IsTrouble(exception, cancellationToken))
        {
            servers.Forget(arguments.Tool.Server, exception.Message);
            throw new SourceException(exception is OperationCanceledException ? $"{arguments.Tool.Server} did not answer in time" : $"{arguments.Tool.Server}: {exception.Message}", exception);
        }
    }

    public ToolReading<ExternalReply> Read(ExternalArguments arguments, ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        return new(new ExternalReply(text), string.IsNullOrWhiteSpace(text), $"{text.Length} characters from {arguments.Tool.Server}/{arguments.Tool.Tool.ProtocolTool.Name}");
    }
}
