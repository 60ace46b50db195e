using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SrePlatform.Tests.DemoShop;

/// <summary>Stands where the Control Plane's deployment webhook is: refuses the first report, as while it starts, then keeps each.</summary>
internal sealed class DeploymentListener : IAsyncDisposable
{
    public const string Token = "token-of-the-pipeline";

    private readonly ConcurrentQueue<JsonElement> _reports = [];
    private WebApplication? _app;
    private int _asked;

    public string Address => _app!.Urls.First();

    public IReadOnlyList<JsonElement> Of(string service) => [.. _reports.Where(report => report.GetProperty("service").GetString() == service)];

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapPost("/webhooks/deployments", async (HttpContext context) =>
        {
            if (context.Request.Headers.Authorization != $"Bearer {Token}")
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            }
            else if (Interlocked.Increment(ref _asked) == 1)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            }
            else
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
                _reports.Enqueue(body.RootElement.Clone());
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        });
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
