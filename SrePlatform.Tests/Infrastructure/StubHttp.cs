using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

namespace SrePlatform.Tests.Infrastructure;

/// <summary>Stands in for another service: answers what a test says, remembers what was asked, refuses anything else.</summary>
internal sealed class StubHttp : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<Asked, HttpResponseMessage>> _routes = new(StringComparer.Ordinal);

    public ConcurrentQueue<Asked> Requests { get; } = new();

    /// <summary>Answers a method and path, for example <c>POST /api/v1/things</c>.</summary>
    public void On(string route, Func<Asked, HttpResponseMessage> answer) => _routes[route] = answer;

    public void OnJson(string route, object body, HttpStatusCode status = HttpStatusCode.OK) =>
        On(route, _ => new HttpResponseMessage(status) { Content = JsonContent.Create(body) });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        var asked = new Asked($"{request.Method} {request.RequestUri!.AbsolutePath}", body, key, request.Headers.Authorization?.ToString());
        Requests.Enqueue(asked);
        return _routes.TryGetValue(asked.Route, out var answer) ? answer(asked) : throw new HttpRequestException($"Nobody answers {asked.Route}.");
    }
}

/// <summary>A request that a <see cref="StubHttp"/> received.</summary>
internal sealed record Asked(string Route, string Body, string? IdempotencyKey, string? Authorization);
