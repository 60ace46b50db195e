using SrePlatform.Tests.ControlPlane;
using Xunit;

namespace SrePlatform.Tests.Pairs;

/// <summary>The stream of events that an open page listens to.</summary>
internal sealed class LiveEvents : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _stream;

    private LiveEvents(HttpClient client, HttpResponseMessage answer, StreamReader stream) => (_client, _answer, _stream) = (client, answer, stream);

    public static async Task<LiveEvents> OpenAsync(ControlPlaneHost host, string session, string topics)
    {
        var client = host.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live?" + topics);
        request.Headers.Add("Cookie", session);
        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new LiveEvents(client, answer, new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
    }

    /// <summary>Reads on until an event of this name has come.</summary>
    public async Task UntilAsync(string name)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (await _stream.ReadLineAsync(limit.Token) is { } line)
        {
            if (line == $"event: {name}")
            {
                return;
            }
        }

        Assert.Fail($"The stream ended before {name} came.");
    }

    public void Dispose()
    {
        _stream.Dispose();
        _answer.Dispose();
        _client.Dispose();
    }
}
