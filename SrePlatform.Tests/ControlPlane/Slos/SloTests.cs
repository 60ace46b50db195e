using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Features.Slos;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Slos;

[Trait("Category", "Database")]
public sealed class SloTests(PostgresServer server, MetricsServer metrics)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_rules_are_those_of_the_Site_Reliability_Workbook()
    {
        var slo = Slo.Create(SloSeed.Demo()[0], seeded: true, TimeProvider.System.GetUtcNow());
        var rules = BurnRates.Rules(slo);
        Assert.Equal([RuleSeverity.Critical, RuleSeverity.Critical, RuleSeverity.Warning], rules.Select(rule => rule.Severity));
        Assert.All(new[] { ("[1h]", "[5m]", "> 0.072"), ("[6h]", "[30m]", "> 0.03"), ("[3d]", "[6h]", "> 0.005") }.Zip(rules), pair =>
        {
            Assert.Contains(pair.First.Item1, pair.Second.Expression, StringComparison.Ordinal);
            Assert.Contains(pair.First.Item2, pair.Second.Expression, StringComparison.Ordinal);
            Assert.Equal(2, pair.Second.Expression.Split(pair.First.Item3).Length - 1);
        });
        // The workbook's shares of a 30-day budget: 2 % in 1 h, 5 % in 6 h, 10 % in 3 d.
        Assert.Equal([0.02, 0.05, 0.1], new[] { (14.4, 1.0), (6, 6), (1, 72) }.Select(pair => Math.Round(pair.Item1 * pair.Item2 / 720, 3)));
    }

    [Theory]
    [InlineData(0.5, 2, 30, 7.5)]
    [InlineData(1, 1, 30, 30.0)]
    [InlineData(0.5, 0.1, 30, null)]
    [InlineData(-0.1, 5, 30, null)]
    [InlineData(0.5, 0, 30, null)]
    public void Exhaustion_is_told_at_the_present_pace(double remaining, double burn, int days, double? expected) =>
        Assert.Equal(expected, BurnRates.Exhausted(remaining, burn, days)?.TotalDays);

    [Fact]
    public async Task The_real_VictoriaMetrics_understands_the_rules_of_every_seeded_objective()
    {
        foreach (var definition in SloSeed.Demo())
        {
            foreach (var rule in BurnRates.Rules(Slo.Create(definition, seeded: true, TimeProvider.System.GetUtcNow())))
            {
                Assert.Contains("\"success\"", await metrics.QueryAsync(rule.Expression), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("young", 20, 0, false)]
    [InlineData("old", 70, 0, true)]
    [InlineData("old with a gap", 90, 30, true)]
    public async Task A_burning_budget_fires_only_once_there_is_a_history_to_compare_with(string service, int minutes, int gapAfter, bool fires)
    {
        var definition = SloSeed.Demo()[0] with { Service = service, GoodQuery = Rate("good", service), TotalQuery = Rate("all", service) };
        var slo = Slo.Create(definition, seeded: false, TimeProvider.System.GetUtcNow());
        // Ten events a second, every second of them bad; where there is a gap, nothing was counted for a quarter of an hour.
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var samples = Enumerable.Range(0, minutes + 1).Where(minute => gapAfter == 0 || minute < gapAfter || minute >= gapAfter + 15)
            .Select(minute => string.Create(
                CultureInfo.InvariantCulture,
                $"burn_total{{kind=\"all\",service=\"{service}\"}} {minute * 600} {now - ((minutes - minute) * 60)}000\nburn_total{{kind=\"good\",service=\"{service}\"}} {minute * 300} {now - ((minutes - minute) * 60)}000\n"));
        await metrics.ImportAsync(string.Concat(samples), $"burn_total{{kind=\"good\",service=\"{service}\"}}");

        var answer = await metrics.QueryAsync(BurnRates.Expression(slo, BurnRates.All[0]));
        Assert.Equal(fires, answer.Contains("\"value\"", StringComparison.Ordinal));
        Assert.DoesNotContain("\"value\"", await metrics.QueryAsync(BurnRates.Expression(slo, BurnRates.All[1])), StringComparison.Ordinal);

        static string Rate(string kind, string service) => $$"""sum(rate(burn_total{kind="{{kind}}",service="{{service}}"}[$window]))""";
    }

    [Fact]
    public async Task An_objective_is_saved_with_its_rules_tells_its_budget_and_takes_them_along()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        // Ten a second, of which one in a thousand is bad, over an hour.
        await metrics.ImportAsync(
            string.Concat(Enumerable.Range(0, 121).Select(index => string.Create(CultureInfo.InvariantCulture, $"slo_all_total {index * 300} {now - 3600 + (index * 30)}000\nslo_good_total {index * 299.7} {now - 3600 + (index * 30)}000\n"))),
            "last_over_time(slo_good_total[2h])");
        var manager = host.WithRoles("team_manager");
        var body = new { name = "Jobs", service = "jobs", indicator = "custom", good_query = "sum(rate(slo_good_total[$window]))", total_query = "sum(rate(slo_all_total[$window]))", objective_percent = 99.5 };
        var created = await manager.PostAsJsonAsync("/api/v1/slos", body, Cancellation);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var id = (await created.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString();
        Assert.Equal("Jobs: burn,Jobs: fast burn,Jobs: slow burn", await host.Database.ScalarAsync<string>("SELECT string_agg(name, ',' ORDER BY name) FROM control.alert_rule WHERE origin = 'slo'"));

        var shown = await manager.GetFromJsonAsync<JsonElement>($"/api/v1/slos/{id}", Cancellation);
        Assert.Equal(0.8, shown.GetProperty("remaining").GetDouble(), 0.02);
        Assert.Equal(0.2, shown.GetProperty("burn_rates").GetProperty("1h").GetDouble(), 0.02);
        Assert.Contains("Jobs: fast burn", await host.SignedIn("viewer").GetStringAsync(new Uri($"/slos/{id}", UriKind.Relative), Cancellation), StringComparison.Ordinal);
        Assert.Contains("99.5", await host.SignedIn("viewer").GetStringAsync(new Uri("/slos", UriKind.Relative), Cancellation), StringComparison.Ordinal);

        var version = shown.GetProperty("version").GetUInt32();
        var rule = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.alert_rule WHERE name = 'Jobs: burn'");
        var edition = (await manager.GetFromJsonAsync<JsonElement>($"/api/v1/alert-rules/{rule}", Cancellation)).GetProperty("version").GetInt64();
        Assert.Equal(HttpStatusCode.Conflict, (await manager.DeleteAsync(new Uri($"/api/v1/alert-rules/{rule}?version={edition}", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.DeleteAsync(new Uri($"/api/v1/slos/{id}?version={version + 1}", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await manager.DeleteAsync(new Uri($"/api/v1/slos/{id}?version={version}", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert_rule"));
    }

    [Fact]
    public async Task Bad_objectives_name_their_fields()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: await metrics.SettingsAsync());
        var manager = host.WithRoles("team_manager");
        var empty = await manager.PostAsJsonAsync("/api/v1/slos", new { objective_percent = 100, window_days = 1, indicator = "custom", good_query = "up" }, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, empty.StatusCode);
        Assert.Equal("good_query,name,objective_percent,service,total_query,window_days", string.Join(',', (await empty.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal)));
        var bad = await manager.PostAsJsonAsync("/api/v1/slos", new { name = "x", service = "x", indicator = "custom", good_query = "sum(rate(x[$window])", total_query = "sum(rate(x[$window]))", objective_percent = 99 }, Cancellation);
        Assert.True((await bad.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").TryGetProperty("good_query", out _));
    }
}
