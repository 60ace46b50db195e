using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Tests.Assistant;

/// <summary>
/// VictoriaMetrics, the Control Plane's API and the realm's token endpoint in one small real HTTP server, for what would be too heavy
/// with the real ones. Answers are computed from a <see cref="ScriptedSystem"/>; <see cref="Before"/> breaks or delays them.
/// </summary>
internal sealed class ScriptedSources : IAsyncDisposable
{
    public const string MetricsUser = "metrics";
    public const string MetricsPassword = "test-metrics";

    private readonly WebApplication _app;

    private ScriptedSources(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public ScriptedSystem System { get; set; } = new();

    public List<JsonObject> Alerts { get; } = [];

    /// <summary>Alerts that were over before.</summary>
    public List<JsonObject> EarlierAlerts { get; } = [];

    public List<JsonObject> Deployments { get; } = [];

    public List<JsonObject> AuditLogs { get; } = [];

    public List<JsonObject> Incidents { get; } = [];

    public ConcurrentQueue<string> Callbacks { get; } = [];

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Called before each answer; true means that it has answered.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    public static async Task<ScriptedSources> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var sources = new ScriptedSources(app);
        app.Use(async (context, next) =>
        {
            sources.Requests.Enqueue(context.Request.Path + context.Request.QueryString);
            if (!await sources.Before(context))
            {
                await next(context);
            }
        });
        app.MapGet("/api/v1/query_range", (HttpContext context, string query, long start, long end, string step) => sources.QueryRange(context, query, start, end, step));
        app.MapGet("/api/v1/query", () => Results.Text("""{"status":"success","data":{"resultType":"scalar","result":[0,"1"]}}""", "application/json"));
        app.MapGet("/api/v1/alerts", (string? ids) => Page((ids is null ? sources.EarlierAlerts.Concat(sources.Alerts) : sources.Alerts.Where(alert => ids.Contains((string)alert["id"]!, StringComparison.Ordinal)))));
        app.MapGet("/api/v1/deployments", () => Page(sources.Deployments));
        app.MapGet("/api/v1/audit-logs", () => Page(sources.AuditLogs));
        app.MapGet("/api/v1/incidents", () => Page(sources.Incidents));
        app.MapGet("/api/v1/topology", () => Results.Text(sources.Topology().ToJsonString(), "application/json"));
        app.MapPost("/api/v1/callbacks/diagnosis-complete", async (HttpContext context) =>
        {
            using var reader = new StreamReader(context.Request.Body);
            sources.Callbacks.Enqueue(await reader.ReadToEndAsync());
            return Results.NoContent();
        });
        app.MapGet("/realms/sre-platform/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = $"{sources.Address}realms/sre-platform",
            token_endpoint = $"{sources.Address}realms/sre-platform/token",
        }));
        app.MapPost("/realms/sre-platform/token", () => Results.Json(new { access_token = "test-service-token", expires_in = 300, token_type = "Bearer" }));
        await app.StartAsync();
        sources.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return sources;
    }

    public Guid AddAlert(string service, DateTimeOffset startsAt, string rule = "HighLatency")
    {
        var id = Guid.NewGuid();
        Alerts.Add(new JsonObject
        {
            ["id"] = id.ToString(), ["fingerprint"] = "f", ["rule"] = rule, ["status"] = "firing", ["severity"] = "critical", ["service"] = service,
            ["labels"] = new JsonObject(), ["annotations"] = new JsonObject(), ["starts_at"] = startsAt, ["last_received_at"] = startsAt,
        });
        return id;
    }

    /// <summary>An alert that was over before.</summary>
    public void AddEarlierAlert(string service, DateTimeOffset startsAt, DateTimeOffset endsAt)
    {
        AddAlert(service, startsAt);
        var alert = Alerts[^1];
        Alerts.Remove(alert);
        (alert["status"], alert["ends_at"]) = ("resolved", endsAt);
        EarlierAlerts.Add(alert);
    }

    public Guid AddDeployment(string service, string version, string? previous, DateTimeOffset at)
    {
        var id = Guid.NewGuid();
        Deployments.Add(new JsonObject
        {
            ["id"] = id.ToString(), ["service"] = service, ["version"] = version, ["previous_version"] = previous, ["environment"] = "demo",
            ["status"] = "succeeded", ["deployed_by"] = "ci@example.org", ["description"] = "token=abcdef123456", ["deployed_at"] = at,
        });
        return id;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static IResult Page(IEnumerable<JsonObject> items) =>
        Results.Text(new JsonObject { ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]), ["next_cursor"] = null }.ToJsonString(), "application/json");

    private JsonObject Topology() => new()
    {
        ["as_of"] = TimeProvider.System.GetUtcNow(),
        ["nodes"] = new JsonArray([.. System.Services.Select(service => (JsonNode)new JsonObject { ["service"] = service, ["resource_ids"] = new JsonArray() })]),
        ["edges"] = new JsonArray([.. System.Calls.Select(call => (JsonNode)new JsonObject { ["from"] = call.From, ["to"] = call.To, ["origin"] = "learned", ["requests_per_second"] = 12.0 })]),
    };

    private IResult QueryRange(HttpContext context, string query, long start, long end, string step)
    {
        var expected = "Basic " + Convert.ToBase64String(global::System.Text.Encoding.UTF8.GetBytes($"{MetricsUser}:{MetricsPassword}"));
        if (context.Request.Headers.Authorization != expected)
        {
            return Results.Unauthorized();
        }

        var seconds = double.Parse(step.TrimEnd('s'), CultureInfo.InvariantCulture);
        var signal = SignalQueries.For(TimeSpan.FromSeconds(5)).Single(known => known.Expression == query).Signal;
        var series = signal.StartsWith("peer_", StringComparison.Ordinal)
            ? System.Calls.Select(call => (Service: call.From, Peer: (string?)call.To))
            : System.Services.Select(service => (Service: service, Peer: (string?)null));
        var result = new JsonArray();
        foreach (var (service, peer) in series)
        {
            var values = new JsonArray();
            for (var at = (double)start; at <= end; at += seconds)
            {
                var value = System.ValueOf(service, peer, signal, DateTimeOffset.FromUnixTimeSeconds((long)at));
                if (!double.IsNaN(value))
                {
                    values.Add((JsonNode)new JsonArray(at, value.ToString("R", CultureInfo.InvariantCulture)));
                }
            }

            if (values.Count > 0)
            {
                var labels = new JsonObject { ["service"] = service };
                if (peer is not null)
                {
                    labels["peer_service"] = peer;
                }

                result.Add((JsonNode)new JsonObject { ["metric"] = labels, ["values"] = values });
            }
        }

        return Results.Text(new JsonObject { ["status"] = "success", ["data"] = new JsonObject { ["resultType"] = "matrix", ["result"] = result } }.ToJsonString(), "application/json");
    }
}
