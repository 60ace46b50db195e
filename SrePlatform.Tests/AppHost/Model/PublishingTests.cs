#if ASPIRE_ENGINE
using SrePlatform.AppHost;
using Xunit;

namespace SrePlatform.Tests.AppHost.Model;

/// <summary>The Compose file that the model is published as: complete, so that it starts where the repository is not.</summary>
[Trait("Category", "Unit")]
public sealed class PublishingTests
{
    [Fact]
    public async Task The_published_file_holds_all_that_containers_read_and_names_what_a_person_must_give()
    {
        var folder = Directory.CreateTempSubdirectory("sre-compose-").FullName;
        try
        {
            var compose = await PublishAsync(folder);
            // What is read: the realm, the scrape configuration, Grafana's provisioning and dashboards; never a path of this machine.
            Assert.DoesNotContain("BINDMOUNT", compose, StringComparison.Ordinal);
            foreach (var content in new[] { "super_admin", "scrape_configs", "grafana-postgresql-datasource", "sre-services", "sre-agents", "$${CONTROL_PLANE_CLIENT_SECRET}" })
            {
                Assert.Contains(content, compose, StringComparison.Ordinal);
            }

            // What a person opens, and what the issuer is.
            foreach (var port in new[] { "5080:8080", "8180:8080", "3000:3000" })
            {
                Assert.Contains(port, compose, StringComparison.Ordinal);
            }

            Assert.Contains("${KEYCLOAK_PUBLIC_URL:-http://localhost:8180}", compose, StringComparison.Ordinal);
            Assert.Contains("${CONTROL_PLANE_PUBLIC_URL:-http://localhost:5080}", compose, StringComparison.Ordinal);

            // What waits until the other is well, or done.
            Assert.Contains("service_healthy", compose, StringComparison.Ordinal);
            Assert.Contains("service_completed_successfully", compose, StringComparison.Ordinal);
            Assert.DoesNotContain("service_started", compose, StringComparison.Ordinal);
            Assert.Contains("pg_isready", compose, StringComparison.Ordinal);

            // What is kept, what must be given.
            foreach (var kept in new[] { "sre-platform-postgres", "sre-platform-victoria-metrics", "sre-platform-keycloak", "sre-platform-grafana", "sre-platform-rules", "sre-platform-control-plane", "sre-platform-plan-keys" })
            {
                Assert.Contains(kept, compose, StringComparison.Ordinal);
            }

            Assert.Contains("${POSTGRES_PASSWORD:?", compose, StringComparison.Ordinal);
            Assert.Contains("${VICTORIA_METRICS_PASSWORD:?", compose, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> PublishAsync(string folder)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<PlatformAppHost>(
            ["--operation", "publish", "--step", "publish-compose", "--output-path", folder], TestContext.Current.CancellationToken);
        await using var app = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await app.RunAsync(TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(Path.Combine(folder, "docker-compose.yaml"), TestContext.Current.CancellationToken);
    }
}
#endif
