using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SrePlatform.ControlPlane.Features.Dashboards;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.Tests.Architecture;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Dashboards;

[Trait("Category", "Unit")]
public sealed class DashboardFileTests
{
    private static readonly DashboardAccess All = new(true, null);
    private static readonly DashboardCatalog Catalog = new();
    private static readonly TextCatalog Texts = new();
    private static readonly PanelWindow Window = new(
        DateTimeOffset.UnixEpoch.AddHours(1), DateTimeOffset.UnixEpoch.AddHours(2), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60));

    public static TheoryData<string> Names => ["agents", "platform", "resources", "services"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_control_plane_has_the_very_file_that_Grafana_is_provisioned_with(string name)
    {
        using var file = File.OpenRead(Path.Combine(SourceTree.Root, "SrePlatform.AppHost", "Grafana", "dashboards", name + ".json"));
        using var embedded = typeof(DashboardCatalog).Assembly.GetManifestResourceStream($"Dashboards/{name}.json")!;
        Assert.Equal(JsonDocument.Parse(file).RootElement.ToString(), JsonDocument.Parse(embedded).RootElement.ToString());
        Assert.Equal($"sre-{name}", Catalog.Find(name, All)!.Uid);
    }

    [Fact]
    public void Every_kind_of_panel_is_used_and_every_panel_but_a_heading_asks_something()
    {
        var panels = Catalog.All.SelectMany(dashboard => dashboard.Panels).ToList();
        Assert.Equal(Enum.GetValues<PanelKind>().Order(), panels.Select(panel => panel.Kind).Distinct().Order());
        Assert.All(panels.Where(panel => panel.Kind != PanelKind.Row), panel => Assert.NotEmpty(panel.Targets));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-TW")]
    public void Every_title_and_word_is_written_in_both_languages(string language)
    {
        var keys = Catalog.All.SelectMany(dashboard => dashboard.Panels.Select(dashboard.PanelKey)
                .Concat(dashboard.Panels.Where(panel => panel.Help is not null).Select(dashboard.HelpKey))
                .Concat([dashboard.TitleKey, dashboard.AboutKey]))
            .Concat(Catalog.All.SelectMany(dashboard => dashboard.Variables).Select(variable => $"dashboards.variable.{variable.Name}"))
            .Concat(DashboardQuery.Refreshes.Keys.Select(refresh => $"dashboards.refresh.{refresh}"))
            .Concat(PanelWords.All.Select(word => $"dashboards.word.{word}"));
        Assert.Empty(keys.Except(Texts.Keys(language)));
    }

    [Fact]
    public void English_titles_are_those_that_Grafana_shows() =>
        Assert.All(Catalog.All, dashboard => Assert.All(dashboard.Panels, panel => Assert.Equal(panel.Title, Texts.Find("en", dashboard.PanelKey(panel)))));

    [Fact]
    public void A_chosen_value_stays_a_value_whatever_is_in_it()
    {
        var query = QueryText.MetricsQl(
            """sum(rate(up{service=~"$service", env=~"$env"}[$__rate_interval]))""", Window,
            new Dictionary<string, IReadOnlyList<string>> { ["service"] = ["a.b", "\"} or vector(1) #"] });
        Assert.Equal("""sum(rate(up{service=~"(a\\.b|\"\\} or vector\\(1\\) #)", env=~".*"}[60s]))""", query);
    }

    [Fact]
    public void A_statement_gets_its_window_and_its_steps() =>
        Assert.Equal(
            "SELECT floor(extract(epoch from at) / 20) * 20 AS time FROM x WHERE at BETWEEN timestamptz '1970-01-01T01:00:00Z' AND timestamptz '1970-01-01T02:00:00Z'",
            QueryText.Sql("SELECT $__timeGroupAlias(at, $__interval) FROM x WHERE $__timeFilter(at)", Window));

    [Theory]
    [InlineData("range", "2d", "range")]
    [InlineData("refresh", "1ms", "refresh")]
    [InlineData("var-service", "a\nb", "var-service")]
    public void A_wrong_choice_is_named(string name, string value, string field)
    {
        var query = new QueryCollection(new Dictionary<string, StringValues> { [name] = value });
        Assert.False(DashboardQuery.Read(Catalog.Find("services", All)!, query).TryGet(out _, out var failure));
        Assert.Contains(field, Assert.IsType<SrePlatform.ControlPlane.Platform.Errors.ValidationFailure>(failure).Errors.Keys);
    }

    [Fact]
    public void Choices_survive_in_the_address_and_on_the_way_to_Grafana()
    {
        var query = new DashboardQuery(ChartRange.Find("6h")!, "1m", new Dictionary<string, IReadOnlyList<string>> { ["service"] = ["check out"] });
        Assert.Equal("?range=6h&refresh=1m&var-service=check%20out", query.ToQueryString());
        Assert.Equal("?from=now-6h&to=now&var-service=check%20out&theme=dark&refresh=1m&kiosk", query.ToGrafanaQuery("dark"));
    }

    [Theory]
    [InlineData(0.5, "healthy")]
    [InlineData(0.7, "warning")]
    [InlineData(5, "critical")]
    public void A_value_has_the_tone_of_the_last_step_that_it_reaches(double value, string tone)
    {
        var format = new PanelFormat("", null, [new(null, "healthy"), new(0.7, "warning"), new(0.9, "critical")], new Dictionary<string, string>(), []);
        Assert.Equal(tone, format.ToneOf(value));
    }

    [Fact]
    public void Who_sees_only_some_teams_is_offered_what_can_be_narrowed_to_them() =>
        Assert.Equal(["services", "resources"], Catalog.For(new DashboardAccess(false, ["{team=\"shop\"}"])).Select(dashboard => dashboard.Name));
}
