using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Answers;

[Trait("Category", "Database")]
public sealed class CapacityTests(PostgresServer server, MetricsServer metrics) : IAsyncLifetime
{
    private readonly Guid _resource = Guid.NewGuid();

    private TestDatabase _database = null!;
    private ScriptedSources _sources = null!;
    private AssistantHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await AssistantSchema.CreateAsync(server);
        _sources = await ScriptedSources.StartAsync();
        _host = await AssistantHost.StartAsync(_database, _sources, workers: false, settings: await metrics.SettingsAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _sources.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_disk_that_fills_is_forecast_with_a_band_and_reasons()
    {
        // 60 % ten days ago, 75 % now: 80 % in three days, full in seventeen.
        await ImportDiskAsync(days: 10, hour => 0.6 + (0.15 * hour / 240));
        var answer = await AskAsync(new { resource_ids = new[] { _resource.ToString() }, metric_type = "disk", forecast_days = 25 });
        var usage = answer.GetProperty("current_usage");
        Assert.Equal("percent", usage.GetProperty("unit").GetString());
        Assert.InRange(usage.GetProperty("average").GetDouble(), 67, 68);
        Assert.InRange(usage.GetProperty("percentile_95").GetDouble(), 73.5, 75);
        var forecast = answer.GetProperty("forecast");
        Assert.Equal("increasing", forecast.GetProperty("trend").GetString());
        Assert.InRange(forecast.GetProperty("days_to_capacity").GetDouble(), 15.5, 18);
        Assert.True(forecast.GetProperty("days_to_capacity_earliest").GetDouble() <= forecast.GetProperty("days_to_capacity").GetDouble());
        Assert.Equal([80, 90, 100], forecast.GetProperty("capacity_alerts").EnumerateArray().Select(alert => alert.GetProperty("threshold").GetInt32()));
        Assert.InRange(forecast.GetProperty("capacity_alerts")[0].GetProperty("days_remaining").GetDouble(), 2.5, 4.5);
        var recommendation = Assert.Single(answer.GetProperty("recommendations").EnumerateArray());
        Assert.Equal("scale_up", recommendation.GetProperty("type").GetString());
        Assert.NotEmpty(recommendation.GetProperty("observations").EnumerateArray());
        Assert.Contains("90 percent of the limit are expected", recommendation.GetProperty("reasoning").GetString(), StringComparison.Ordinal);
        Assert.Contains(answer.GetProperty("chart_data").EnumerateArray(), point => point.GetProperty("historical").ValueKind == JsonValueKind.Number);
        Assert.Contains(answer.GetProperty("chart_data").EnumerateArray(), point => point.GetProperty("upper").ValueKind == JsonValueKind.Number);
    }

    [Fact]
    public async Task Too_little_history_is_said_and_nothing_is_forecast()
    {
        await ImportDiskAsync(days: 1, _ => 0.5);
        var answer = await AskAsync(new { resource_ids = new[] { _resource.ToString() }, metric_type = "disk" });
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("forecast").ValueKind);
        Assert.InRange(answer.GetProperty("current_usage").GetProperty("average").GetDouble(), 49, 51);
        Assert.Equal("capacity.short_history", Assert.Single(answer.GetProperty("missing").EnumerateArray()).GetProperty("key").GetString());
    }

    [Fact]
    public async Task What_is_not_measured_is_said()
    {
        var answer = await AskAsync(new { resource_ids = new[] { _resource.ToString(), "no-such-service" }, metric_type = "memory" });
        Assert.Equal(2, answer.GetProperty("resources").GetArrayLength());
        Assert.Equal("capacity.no_series", answer.GetProperty("missing")[0].GetProperty("key").GetString());
    }

    [Fact]
    public async Task An_expression_is_answered_from_the_series()
    {
        await ImportDiskAsync(days: 1, _ => 0.5);
        using var response = await _host.Caller().PostAsync("/api/v1/execute", new { query = $"query: max(node_filesystem_size_bytes{{resource_id=\"{_resource}\"}})", context = new { time_range = new { start = TimeProvider.System.GetUtcNow().AddHours(-6) } } });
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.StartsWith("the value is 1000; 1000 to 1000", answer.GetProperty("summary").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"metric_type":"disk"}""")]
    [InlineData("""{"resource_ids":[],"metric_type":"disk"}""")]
    [InlineData("""{"resource_ids":["a"],"metric_type":"tape"}""")]
    [InlineData("""{"resource_ids":["a"],"metric_type":"disk","forecast_days":6}""")]
    [InlineData("""{"resource_ids":["a"],"metric_type":"disk","forecast_days":366}""")]
    [InlineData("""{"resource_ids":["a"],"metric_type":"disk","limit":-1}""")]
    public async Task A_bad_request_is_refused(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/diagnostics/capacity") { Content = new StringContent(body, null, "application/json") };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await _host.Caller().Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private Task ImportDiskAsync(int days, Func<int, double> used)
    {
        var now = TimeProvider.System.GetUtcNow();
        var text = new StringBuilder();
        for (var sample = 0; sample <= days * 24 * 4; sample++)
        {
            var at = now.AddDays(-days).AddMinutes(sample * 15).ToUnixTimeMilliseconds();
            text.Append(CultureInfo.InvariantCulture, $"node_filesystem_size_bytes{{fstype=\"ext4\",resource_id=\"{_resource}\"}} 1000 {at}\n");
            text.Append(CultureInfo.InvariantCulture, $"node_filesystem_avail_bytes{{fstype=\"ext4\",resource_id=\"{_resource}\"}} {1000 * (1 - used(sample / 4))} {at}\n");
        }

        return metrics.ImportAsync(text.ToString(), $"count(last_over_time(node_filesystem_avail_bytes{{resource_id=\"{_resource}\"}}[1h]))");
    }

    private async Task<JsonElement> AskAsync(object body)
    {
        using var response = await _host.Caller().PostAsync("/api/v1/diagnostics/capacity", body);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
