using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.VictoriaMetrics;

[Trait("Category", "Database")]
public sealed class CustomMetricsTests(PostgresServer server, MetricsServer metrics)
{
    [Fact]
    public async Task What_the_platform_counts_becomes_series()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        await host.Database.ExecuteAsync(
            """
            INSERT INTO control.resource (id, name, kind, service, environment, team, criticality, metrics_path, labels, origin, created_at, updated_at)
            VALUES (gen_random_uuid(), 'sw-1', 'network_device', 'net', 'production', 'platform', 'medium', '/metrics', '{}', 'manual', now(), now());
            INSERT INTO control.deployment (id, service, version, environment, status, deployed_at, received_at, source)
            VALUES (gen_random_uuid(), 'series-test', 'v1', 'production', 'succeeded', now() - interval '2 hours', now(), 'ci'),
                   (gen_random_uuid(), 'series-test', 'v"2', 'production', 'succeeded', now() - interval '1 hour', now(), 'ci'),
                   (gen_random_uuid(), 'series-test', 'v3', 'production', 'failed', now(), now(), 'ci');
            """);
        await host.Services.GetRequiredService<CustomMetricsWorker>().StepAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            async () => (await metrics.QueryAsync("sre_deployment_timestamp_seconds{service=\"series-test\"}")).Contains("\"version\":\"v\\\"2\"", StringComparison.Ordinal)
                && (await metrics.QueryAsync("sre_resources{kind=\"network_device\",health=\"unknown\"}")).Contains("\"metric\"", StringComparison.Ordinal),
            "the series are written");
        Assert.DoesNotContain("\"v3\"", await metrics.QueryAsync("sre_deployment_timestamp_seconds{service=\"series-test\"}"), StringComparison.Ordinal);
    }
}
