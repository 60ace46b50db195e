using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SrePlatform.ServiceDefaults.Telemetry;
using SrePlatform.Tests.Assistant;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.PlatformHealth;

[Trait("Category", "Database")]
public sealed class PlatformHealthTests(PostgresServer server, MetricsServer metrics)
{
    private const string ScrapingToken = "test-scraping-token";

    [Fact]
    public async Task Shows_each_part_with_its_version_what_waits_what_was_applied_and_the_last_errors_with_their_traces()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        await using var assistant = await AssistantHost.StartAsync(
            database, sources, workers: false, settings: new Dictionary<string, string?> { ["Scraping:Token"] = ScrapingToken }, configure: KeepErrors);
        var settings = await metrics.SettingsAsync();
        settings["Scraping:Token"] = ScrapingToken;
        settings["services:assistant:http:0"] = assistant.Address.ToString();
        settings["VmAlert:Url"] = "http://127.0.0.1:9";
        await using var host = await ControlPlaneHost.StartAsync(server, settings: settings, configure: KeepErrors);
        await host.Database.ExecuteAsync(
            """
            INSERT INTO control.outbox_message (id, kind, key, payload, created_at, available_at, attempts, failed_at, last_error) VALUES
                (gen_random_uuid(), 'work', 'waits', '{}', now() - interval '90 seconds', now(), 1, NULL, 'busy'),
                (gen_random_uuid(), 'work', 'lost', '{}', now(), now(), 3, now(), 'no such service')
            """);
        using var activity = new Activity("work").Start();
        Fail(host.Services, "The disk is full.", 2);
        Fail(assistant.Services, "The model is silent.", 1);

        var report = await host.WithRoles("super_admin").GetFromJsonAsync<JsonElement>("/api/v1/platform", TestContext.Current.CancellationToken);

        var parts = report.GetProperty("parts").EnumerateArray().ToDictionary(part => part.GetProperty("name").GetString()!);
        Assert.All((string[])["control_plane", "postgresql", "victoria_metrics", "assistant"], name =>
        {
            Assert.True(parts[name].GetProperty("state").GetString() == "healthy", parts[name].ToString());
            Assert.InRange(parts[name].GetProperty("latency_ms").GetDouble(), 0, 3_000);
        });
        // Debian's VictoriaMetrics was built without one.
        Assert.All((string[])["control_plane", "postgresql", "assistant"], name => Assert.Matches("^[0-9]", parts[name].GetProperty("version").GetString()));
        Assert.All((string[])["vmalert", "identity_provider"], name => Assert.Equal("unavailable", parts[name].GetProperty("state").GetString()));
        Assert.All((string[])["executor", "grafana"], name => Assert.Equal("off", parts[name].GetProperty("state").GetString()));
        var outbox = report.GetProperty("queues").EnumerateArray().Single(queue => queue.GetProperty("name").GetString() == "outbox");
        Assert.Equal((1, 1), (outbox.GetProperty("waiting").GetInt32(), outbox.GetProperty("failed").GetInt32()));
        Assert.InRange(outbox.GetProperty("oldest_seconds").GetDouble(), 90, 600);
        var schema = report.GetProperty("migrations").EnumerateArray().Single(schema => schema.GetProperty("schema").GetString() == "control");
        Assert.Equal(0, schema.GetProperty("pending").GetInt32());
        var errors = report.GetProperty("errors").EnumerateArray().ToDictionary(error => error.GetProperty("message").GetString()!);
        Assert.Equal(("control_plane", 2), (errors["The disk is full."].GetProperty("part").GetString(), errors["The disk is full."].GetProperty("times").GetInt32()));
        Assert.Equal("assistant", errors["The model is silent."].GetProperty("part").GetString());
        Assert.All(errors.Values, error => Assert.Equal(activity.TraceId.ToHexString(), error.GetProperty("trace_id").GetString()));

        var html = await ShowAsync(host, "super_admin");
        Assert.Contains("2 parts do not answer", html, StringComparison.Ordinal);
        Assert.Contains("The model is silent.", html, StringComparison.Ordinal);
        await ShowAsync(host, "team_manager", HttpStatusCode.Forbidden);
        using var refused = await assistant.Anonymous().GetAsync(new Uri(ServiceStatus.Path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Says_what_is_not_known_while_the_database_is_away_or_hangs(bool hangs)
    {
        TcpProxy? proxy = null;
        await using var host = await ControlPlaneHost.StartAsync(server, through: port => (proxy = TcpProxy.To(port)).Port);
        await using var between = proxy!;
        await ShowAsync(host, "super_admin");
        if (hangs)
        {
            between.Hang();
        }
        else
        {
            between.Cut();
        }

        var html = await ShowAsync(host, "super_admin");
        Assert.Contains("Work that waits is unavailable", html, StringComparison.Ordinal);
        var report = await host.WithRoles("super_admin").GetFromJsonAsync<JsonElement>("/api/v1/platform", TestContext.Current.CancellationToken);
        Assert.All(report.GetProperty("queues").EnumerateArray(), queue => Assert.NotNull(queue.GetProperty("unavailable").GetString()));
        Assert.Equal("unavailable", report.GetProperty("parts").EnumerateArray().Single(part => part.GetProperty("name").GetString() == "postgresql").GetProperty("state").GetString());
        between.Mend();
    }

    [Fact]
    public void An_error_that_comes_often_pushes_no_other_out()
    {
        using var errors = new RecentErrors(TimeProvider.System);
        var logger = errors.CreateLogger("Platform");
        logger.Log(LogLevel.Error, new EventId(1), "rare", null, (text, _) => text);
        for (var at = 0; at < 1_000; at++)
        {
            logger.Log(LogLevel.Error, new EventId(2), $"often {at}", null, (text, _) => text);
        }

        logger.Log(LogLevel.Warning, new EventId(3), "harmless", null, (text, _) => text);
        Assert.Equal([("often 999", 1_000), ("rare", 1)], errors.All.OrderByDescending(error => error.Times).Select(error => (error.Message, error.Times)));
        for (var kind = 10; kind < 200; kind++)
        {
            logger.Log(LogLevel.Error, new EventId(kind), "many", null, (text, _) => text);
        }

        Assert.Equal(50, errors.All.Count);
    }

    private static void KeepErrors(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecentErrors>());

    private static void Fail(IServiceProvider services, string message, int times)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Work");
        for (var time = 0; time < times; time++)
        {
            logger.Log(LogLevel.Error, new EventId(message.Length), message, null, (text, _) => text);
        }
    }

    private static async Task<string> ShowAsync(ControlPlaneHost host, string role, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/settings/platform");
        request.Headers.Add("Accept", "text/html");
        using var answer = await host.SignedIn(role).SendAsync(request, TestContext.Current.CancellationToken);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.True(answer.StatusCode == status, html);
        return html;
    }
}
