using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Topology;

[Trait("Category", "Database")]
public sealed class TopologyApiTests(PostgresServer server, MetricsServer metrics)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Declared_and_learned_calls_are_one_topology()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var samples = string.Concat(Enumerable.Range(0, 20).Select(back =>
            $"service_peer_requests_total{{service=\"topo-a\",peer_service=\"topo-b\",outcome=\"ok\"}} {1000 - (back * 50)} {now - (back * 10_000)}\n"));
        await metrics.ImportAsync(samples, "service_peer_requests_total{service=\"topo-a\"}");
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        await host.Database.ExecuteAsync("INSERT INTO control.declared_edge (id, from_service, to_service, created_at) VALUES (gen_random_uuid(), 'topo-b', 'topo-c', now())");

        var topology = await host.WithRoles("context_read").GetFromJsonAsync<JsonElement>("/api/v1/topology", Cancellation);
        var edges = topology.GetProperty("edges").EnumerateArray().ToDictionary(edge => $"{edge.GetProperty("from")}>{edge.GetProperty("to")}");
        Assert.Equal("learned", edges["topo-a>topo-b"].GetProperty("origin").GetString());
        Assert.InRange(edges["topo-a>topo-b"].GetProperty("requests_per_second").GetDouble(), 0.1, 10);
        Assert.Equal("declared", edges["topo-b>topo-c"].GetProperty("origin").GetString());
        Assert.Equal(JsonValueKind.Null, topology.GetProperty("unavailable").ValueKind);
    }

    [Fact]
    public async Task Without_VictoriaMetrics_declared_calls_remain_and_the_reason_is_said()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.ExecuteAsync("INSERT INTO control.declared_edge (id, from_service, to_service, created_at) VALUES (gen_random_uuid(), 'b', 'c', now())");
        var topology = await host.WithRoles("viewer").GetFromJsonAsync<JsonElement>("/api/v1/topology", Cancellation);
        Assert.Equal(1, topology.GetProperty("edges").GetArrayLength());
        Assert.Contains("cannot be reached", topology.GetProperty("unavailable").GetString(), StringComparison.Ordinal);
    }
}
