using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Mcp;

/// <summary>The protocol's own client, connected to a running Control Plane as somebody.</summary>
internal sealed class McpSession(McpClient client) : IAsyncDisposable
{
    public McpClient Client => client;

    public static async Task<McpSession> ConnectAsync(ControlPlaneHost host, string name, params string[] roles)
    {
        var transport = new HttpClientTransport(
            new HttpClientTransportOptions { Endpoint = new Uri(host.Address, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }, host.WithToken(host.Realm.Token(name, roles)));
        return new(await McpClient.CreateAsync(transport, cancellationToken: TestContext.Current.CancellationToken));
    }

    public async Task<(bool IsError, string Text)> CallAsync(string tool, object? arguments = null)
    {
        var values = arguments?.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(arguments)) ?? [];
        var result = await client.CallToolAsync(tool, values, cancellationToken: TestContext.Current.CancellationToken);
        return (result.IsError == true, string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text)));
    }

    public async Task<string> ReadAsync(string tool, object? arguments = null)
    {
        var (isError, text) = await CallAsync(tool, arguments);
        Assert.False(isError, text);
        return text;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
