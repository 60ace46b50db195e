using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.DataSources.Mcp;

/// <summary>A tool of an external server, found to be read-only.</summary>
internal sealed record ExternalTool(string Server, McpClientTool Tool);

/// <summary>
/// Connections to external tool servers, made when first needed and again after they broke; a server that failed is left alone for a
/// while. Only tools that say that they read, or that the operator names, are offered, and only with small schemas.
/// </summary>
internal sealed partial class McpServers(IOptions<McpOptions> options, IHttpClientFactory clients, ILoggerFactory loggers, ILogger<McpServers> logger, TimeProvider clock) : IAsyncDisposable
{
    public const string HttpClientName = "mcp";

    private const int MostTools = 30;
    private const int LargestSchema = 4000;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Connection> _connections = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _connecting = new(1);

    public IReadOnlyCollection<string> Names => options.Value.Servers.Keys;

    /// <summary>The usable tools of all servers that answer.</summary>
    public async Task<IReadOnlyList<ExternalTool>> ToolsAsync(CancellationToken cancellationToken)
    {
        var found = new List<ExternalTool>();
        foreach (var server in Names)
        {
            try
            {
                found.AddRange(await ToolsAsync(server, cancellationToken));
            }
            catch (SourceException exception)
            {
                Log.NotConnected(logger, server, exception.Message);
            }
        }

        return found;
    }

    /// <exception cref="SourceException">The server does not answer.</exception>
    public async Task<IReadOnlyList<ExternalTool>> ToolsAsync(string server, CancellationToken cancellationToken)
    {
        var settings = options.Value.Servers[server];
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            if (_connections.TryGetValue(server, out var known) && clock.GetUtcNow() - known.At < (known.Client is null ? Rest : Fresh))
            {
                return known.Client is null ? throw new SourceException($"{server} failed a moment ago: {known.Problem}") : known.Tools;
            }

            if (known?.Client is { } old)
            {
                await old.DisposeAsync();
            }

            var fresh = await ConnectAsync(server, settings, cancellationToken);
            _connections[server] = fresh;
            return fresh.Client is null ? throw new SourceException($"{server} does not answer: {fresh.Problem}") : fresh.Tools;
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Lets the next question connect anew.</summary>
    public void Forget(string server, string problem) => _connections.AddOrUpdate(
        server, _ => new Connection(null, [], clock.GetUtcNow(), problem), (_, known) => known with { At = DateTimeOffset.MinValue });

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            if (connection.Client is { } client)
            {
                await client.DisposeAsync();
            }
        }

        _connecting.Dispose();
    }

    private async Task<Connection> ConnectAsync(string server, McpServerOptions settings, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        try
        {
            var transport = new HttpClientTransport(
                new HttpClientTransportOptions
                {
                    Endpoint = settings.Url!,
                    Name = server,
                    ConnectionTimeout = TimeSpan.FromSeconds(settings.TimeoutSeconds),
                    AdditionalHeaders = settings.Token.Length > 0 ? new Dictionary<string, string> { ["Authorization"] = $"Bearer {settings.Token}" } : null,
                },
                clients.CreateClient(HttpClientName),
                loggers,
                ownsHttpClient: true);
            var client = await McpClient.CreateAsync(transport, loggerFactory: loggers, cancellationToken: limit.Token);
            var tools = await client.ListToolsAsync(cancellationToken: limit.Token);
            return new Connection(client, [.. tools.Where(tool => IsUsable(tool, settings)).Take(MostTools).Select(tool => new ExternalTool(server, tool))], clock.GetUtcNow(), null);
        }
        catch (Exception exception) when (IsTrouble(exception, cancellationToken))
        {
            return new Connection(null, [], clock.GetUtcNow(), exception is OperationCanceledException ? "no answer in time" : exception.Message);
        }
    }

    public static bool IsTrouble(Exception exception, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested
        && exception is McpException or HttpRequestException or IOException or OperationCanceledException or InvalidOperationException or TimeoutException or System.Text.Json.JsonException;

    private static bool IsUsable(McpClientTool tool, McpServerOptions settings) =>
        tool.JsonSchema.GetRawText().Length <= LargestSchema
        && (settings.Tools.Contains(tool.Name) || tool.ProtocolTool.Annotations is { ReadOnlyHint: true, DestructiveHint: not true });

    private sealed record Connection(McpClient? Client, IReadOnlyList<ExternalTool> Tools, DateTimeOffset At, string? Problem);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The tool server {Server} is left out: {Problem}")]
        public static partial void NotConnected(ILogger logger, string server, string problem);
    }
}
