using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Database")]
public sealed class RuleDeliveryTests(PostgresServer server, MetricsServer metrics) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sre-test-rules-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rules_reach_the_real_vmalert_and_their_state_comes_back()
    {
        await using var vmalert = await StartVmAlertAsync();
        await using var host = await HostAsync(vmalert.Url);
        await AddRuleAsync(host, "Good", "up == 0");
        await AddRuleAsync(host, "Bad", "sum by (");
        await Eventually.TrueAsync(async () => await StepAsync(host) is { } states && states["Good"] == "fresh/evaluated", "vmalert has the rule");
        Assert.Equal("failed/bad_expression", (await StepAsync(host))["Bad"]);

        await host.Database.ExecuteAsync("UPDATE control.alert_rule SET expression = 'sum(', updated_at = now() WHERE name = 'Good'");
        await host.Database.ExecuteAsync("UPDATE control.alert_rule SET expression = 'up == 2' WHERE name = 'Bad'");
        await Eventually.TrueAsync(async () => (await StepAsync(host))["Bad"] == "fresh/evaluated", "the mended rule is evaluated");
        Assert.Equal("failed/bad_expression", (await StepAsync(host))["Good"]);

        await host.Database.ExecuteAsync("UPDATE control.alert_rule SET enabled = false");
        await Eventually.TrueAsync(async () => (await StepAsync(host))["Bad"] == "fresh/off", "the rule is gone");
    }

    [Fact]
    public async Task While_nobody_can_check_expressions_what_vmalert_has_stays_as_it_is()
    {
        await using var host = await HostAsync(null);
        await AddRuleAsync(host, "Good", "up == 0");
        Assert.Equal("pending/vmalert_unavailable", (await StepAsync(host))["Good"]);
        var before = new DirectoryInfo(Path.Combine(_folder, "current")).LinkTarget;

        await using var blind = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["AlertRules:Directory"] = _folder });
        await AddRuleAsync(blind, "Other", "up == 3");
        Assert.Equal("pending/metrics_unavailable", (await StepAsync(blind))["Other"]);
        Assert.Equal(before, new DirectoryInfo(Path.Combine(_folder, "current")).LinkTarget);
    }

    [Fact]
    public async Task The_list_tells_clients_the_state()
    {
        await using var host = await HostAsync(null);
        await AddRuleAsync(host, "B", "up == 0");
        await AddRuleAsync(host, "A", "up == 1");
        await StepAsync(host);
        var reader = host.WithRoles("context_read");
        var first = await reader.GetFromJsonAsync<JsonElement>("/api/v1/alert-rules?limit=1", Cancellation);
        Assert.Equal("A", first.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal("pending", first.GetProperty("items")[0].GetProperty("sync_state").GetString());
        var second = await reader.GetFromJsonAsync<JsonElement>($"/api/v1/alert-rules?limit=1&cursor={Uri.EscapeDataString(first.GetProperty("next_cursor").GetString()!)}", Cancellation);
        Assert.Equal("B", second.GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next_cursor").ValueKind);
    }

    private async Task<ControlPlaneHost> HostAsync(Uri? vmalert)
    {
        var settings = await metrics.SettingsAsync();
        settings["AlertRules:Directory"] = _folder;
        settings["VmAlert:Url"] = vmalert?.ToString();
        settings["VmAlert:Username"] = "alerts";
        settings["VmAlert:Password"] = "test-vmalert";
        return await ControlPlaneHost.StartAsync(server, settings: settings);
    }

    private static Task<int> AddRuleAsync(ControlPlaneHost host, string name, string expression) => host.Database.ExecuteAsync(
        """
        INSERT INTO control.alert_rule (id, name, group_name, expression, for_seconds, severity, labels, annotations, enabled, origin, sync_state, sync_reason, created_at, updated_at)
        VALUES (gen_random_uuid(), $1, 'test', $2, 3, 'warning', '{}', '{"summary":"{resource} {value:percent}"}', true, 'manual', 'pending', 'not_delivered', now(), now())
        """,
        name, expression);

    private static async Task<Dictionary<string, string>> StepAsync(ControlPlaneHost host)
    {
        await host.Services.GetRequiredService<RuleDeliveryWorker>().StepAsync(Cancellation);
        var states = await host.Database.ScalarAsync<string>("SELECT coalesce(jsonb_object_agg(name, sync_state || '/' || sync_reason), '{}')::text FROM control.alert_rule");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(states)!;
    }

    private async Task<VmAlert> StartVmAlertAsync()
    {
        await metrics.StartAsync();
        var port = GuardedProcess.FreePort();
        var program = await MetricsPrograms.FindAsync("vmalert", Cancellation);
        var process = GuardedProcess.Start(
            Path.Combine(_folder, "vmalert.log"), program, $"-rule={_folder}/current/*.yml", "-configCheckInterval=1s", $"-datasource.url={metrics.Url}",
            $"-datasource.basicAuth.username={MetricsServer.Username}", $"-datasource.basicAuth.password={MetricsServer.Password}", "-notifier.url=http://127.0.0.1:9",
            "-evaluationInterval=1s", $"-httpListenAddr=127.0.0.1:{port}", "-httpAuth.username=alerts", "-httpAuth.password=test-vmalert");
        return new(process, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")));
    }

    private sealed record VmAlert(GuardedProcess Process, Uri Url) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
