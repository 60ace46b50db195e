using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using SrePlatform.ControlPlane.Features.Dashboards;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>Every question of every dashboard, asked of the real VictoriaMetrics and PostgreSQL as the data sources of Grafana would ask it.</summary>
[Trait("Category", "EndToEnd")]
[Collection(EndToEndCollection.Name)]
public sealed class DashboardTests(RunningPlatform shared)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Everything = new Dictionary<string, IReadOnlyList<string>>();

    [Fact]
    public async Task Every_query_of_every_dashboard_brings_data()
    {
        var platform = await shared.StartedAsync();
        await using var shop = ShopDriver.Of(platform);
        using var incidents = await IncidentsDriver.OfAsync(platform);
        await shop.BreakAsync("bad-deployment-payment");
        await incidents.OpenedForAsync("payment");
        await DiagnosedAsync(platform);
        using var metrics = Metrics(platform);
        await using var database = await ReportingAsync(platform);
        var targets = new DashboardCatalog().All
            .SelectMany(dashboard => dashboard.Panels.SelectMany(panel => panel.Targets.Select(target => (Name: $"{dashboard.Name}: {panel.Title}", Target: target))))
            .ToList();
        Assert.True(targets.Count > 40);
        foreach (var (name, target) in targets)
        {
            await Eventually.TrueAsync(
                () => target.Language == QueryLanguage.Sql ? HasRowsAsync(database, target.Text) : HasSamplesAsync(metrics, target.Text), $"{name} brings data", Patience);
        }
    }

    [Fact]
    public async Task What_a_dashboard_offers_to_choose_is_there_and_narrows_it_down()
    {
        var platform = await shared.StartedAsync();
        using var metrics = Metrics(platform);
        foreach (var variable in new DashboardCatalog().All.SelectMany(dashboard => dashboard.Variables))
        {
            await Eventually.TrueAsync(
                () => HasSamplesAsync(metrics, $"count by ({variable.Label}) ({variable.Selector})"), $"{variable.Name} has values", Patience);
        }

        var services = new DashboardCatalog().Find("services", new DashboardAccess(true, null))!.Panels.Single(panel => panel.Title == "Requests by service");
        var only = QueryText.MetricsQl(services.Targets[0].Text, Now(), new Dictionary<string, IReadOnlyList<string>> { ["service"] = ["payment"] });
        var answer = await AskAsync(metrics, only);
        Assert.All(answer.EnumerateArray(), series => Assert.Equal("payment", series.GetProperty("metric").GetProperty("service").GetString()));
    }

    private static PanelWindow Now() => PanelWindow.Of(ChartRange.Default, TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(1));

    private static async Task<bool> HasSamplesAsync(HttpClient metrics, string query) => (await AskAsync(metrics, QueryText.MetricsQl(query, Now(), Everything))).GetArrayLength() > 0;

    private static async Task<JsonElement> AskAsync(HttpClient metrics, string query)
    {
        using var form = new FormUrlEncodedContent([new("query", query)]);
        using var answer = await metrics.PostAsync(new Uri("/api/v1/query", UriKind.Relative), form, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{query}\n{body}");
        return body.GetProperty("data").GetProperty("result");
    }

    private static async Task<bool> HasRowsAsync(NpgsqlDataSource database, string statement)
    {
#pragma warning disable CA2100 // The dashboards' own statements.
        await using var command = database.CreateCommand(QueryText.Sql(statement, Now() with { End = TimeProvider.System.GetUtcNow().AddMinutes(1) }));
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        return await reader.ReadAsync(TestContext.Current.CancellationToken) && !await reader.IsDBNullAsync(0, TestContext.Current.CancellationToken);
    }

    private static async Task DiagnosedAsync(RunningPlatform platform)
    {
        await using var database = await ReportingAsync(platform);
        await Eventually.TrueAsync(
            () => HasRowsAsync(database, "SELECT verdict FROM reporting.diagnosis_v1 WHERE verdict IS NOT NULL AND $__timeFilter(created_at)"), "a diagnosis is done", Patience);
    }

    private static HttpClient Metrics(RunningPlatform platform)
    {
        var client = platform.App.CreateHttpClient("victoria-metrics", "http");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"sre:{platform.Secret("victoria-metrics-password")}")));
        return client;
    }

    /// <summary>The connection that Grafana's data source has.</summary>
    private static async Task<NpgsqlDataSource> ReportingAsync(RunningPlatform platform)
    {
        var administrator = await platform.App.GetConnectionStringAsync("sre", TestContext.Current.CancellationToken);
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(administrator) { Username = "grafana_ro", Password = platform.Secret("grafana-role-password") }.ConnectionString);
    }
}
