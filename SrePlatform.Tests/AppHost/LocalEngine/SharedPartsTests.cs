#if LOCAL_ENGINE
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using SrePlatform.AppHost.NodeExporter;
using SrePlatform.AppHost.VictoriaMetrics;
using SrePlatform.AppHost.VmAlert;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.AppHost.LocalEngine;

/// <summary>The real PostgreSQL, VictoriaMetrics, vmalert and node exporter, run by the engine.</summary>
[Trait("Category", "EndToEnd")]
public sealed class SharedPartsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Postgres_has_the_database_and_keeps_it_over_a_restart()
    {
        await using var scratch = new Scratch();
        scratch.Builder.AddPostgres("postgres").AddDatabase("sre");
        var app = await scratch.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("sre", Cancellation);
        await using (var connection = new NpgsqlConnection(await app.GetConnectionStringAsync("sre", Cancellation)))
        {
            await connection.OpenAsync(Cancellation);
            await using var create = new NpgsqlCommand("create table kept (x int); select count(*) from pg_database where datname = 'sre'", connection);
            Assert.Equal(1L, await create.ExecuteScalarAsync(Cancellation));
        }

        await app.StopAsync(Cancellation);
        await using var again = scratch.Again();
        await again.StartAsync(Cancellation);
        await again.ResourceNotifications.WaitForResourceHealthyAsync("sre", Cancellation);
        await using var second = new NpgsqlConnection(await again.GetConnectionStringAsync("sre", Cancellation));
        await second.OpenAsync(Cancellation);
        await using var count = new NpgsqlCommand("select count(*) from kept", second);
        Assert.Equal(0L, await count.ExecuteScalarAsync(Cancellation));
    }

    [Fact]
    public async Task Metrics_and_rules_need_the_password_and_reach_each_other()
    {
        await using var scratch = new Scratch();
        var password = scratch.Builder.AddParameter("password", "correct", secret: true);
        var metrics = scratch.Builder.AddVictoriaMetrics("victoria-metrics", password)
            .WithEnvironment("SCRAPE_INTERVAL", "1s").WithEnvironment("SCRAPE_TIMEOUT", "1s")
            .WithEnvironment("CONTROL_PLANE_ADDRESS", "127.0.0.1:9").WithEnvironment("ASSISTANT_ADDRESS", "127.0.0.1:9")
            .WithEnvironment("DISCOVERY_TOKEN", "x").WithEnvironment("SCRAPING_TOKEN", "x");
        var rules = Directory.CreateDirectory(scratch.File("rules/current"));
        await File.WriteAllTextAsync(
            Path.Combine(rules.FullName, "rules.yml"),
            "groups: [{name: g, rules: [{record: doubled, expr: 'given * 2'}]}]",
            Cancellation);
        scratch.Builder.AddVmAlert("vmalert", metrics, password, scratch.File("rules"), 1).WithEnvironment("notifier_url", "http://127.0.0.1:9").WaitFor(metrics);
        var app = await scratch.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("vmalert", Cancellation);

        using var anonymous = app.CreateHttpClient("victoria-metrics");
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(new Uri("/api/v1/query?query=1", UriKind.Relative), Cancellation)).StatusCode);
        using var rulesAnonymous = app.CreateHttpClient("vmalert");
        Assert.Equal(HttpStatusCode.Unauthorized, (await rulesAnonymous.GetAsync(new Uri("/api/v1/rules", UriKind.Relative), Cancellation)).StatusCode);

        using var client = app.CreateHttpClient("victoria-metrics");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("sre:correct")));
        // VictoriaMetrics remembers for some seconds that a filter matched nothing: every attempt asks with another filter.
        var attempt = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                using var given = await client.PostAsync(new Uri("/api/v1/import/prometheus", UriKind.Relative), new StringContent("given 21"), Cancellation);
                given.EnsureSuccessStatusCode();
                return (await client.GetStringAsync(new Uri($"/api/v1/query?query={{__name__=~\"doubled|none{attempt++}\"}}", UriKind.Relative), Cancellation)).Contains("\"42\"", StringComparison.Ordinal);
            },
            "vmalert records what it computes from VictoriaMetrics");
    }

    [Fact]
    public async Task Node_exporter_measures_this_machine()
    {
        await using var scratch = new Scratch();
        scratch.Builder.AddNodeExporter("node-exporter");
        var app = await scratch.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("node-exporter", Cancellation);
        using var client = app.CreateHttpClient("node-exporter");
        Assert.Contains("node_cpu_seconds_total", await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation), StringComparison.Ordinal);
    }
}
#endif
