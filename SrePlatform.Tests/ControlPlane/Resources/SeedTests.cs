using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Features.IngestionSources;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Database")]
public sealed class SeedTests(PostgresServer server)
{
    private static readonly Dictionary<string, string?> Machine = new()
    {
        ["Seed:Targets:0:Name"] = "this machine",
        ["Seed:Targets:0:Kind"] = "server",
        ["Seed:Targets:0:Team"] = "platform",
        ["Seed:Targets:0:Address"] = "127.0.0.1:9100",
        ["Sources:vmalert:Token"] = "first",
    };

    private static readonly Dictionary<string, string?> WithShop = new(Machine)
    {
        ["Seed:Targets:1:Name"] = "shop-payment",
        ["Seed:Targets:1:Service"] = "payment",
        ["Seed:Targets:1:Kind"] = "service",
        ["Seed:Targets:1:Environment"] = "demo",
        ["Seed:Targets:1:Team"] = "shop",
        ["Seed:Targets:1:Criticality"] = "high",
        ["Seed:Targets:1:Address"] = "127.0.0.1:9200",
        ["Seed:DemoRules"] = "true",
    };

    [Fact]
    public async Task What_is_declared_no_more_is_retired_and_comes_back_when_declared_again()
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        await SeedAsync(database, WithShop);
        Assert.Equal("shop-payment,this machine", await NamesAsync(database, "retired_at IS NULL"));
        var id = await database.ScalarAsync<Guid>("SELECT id FROM control.resource WHERE name = 'shop-payment'");

        await SeedAsync(database, Machine);
        Assert.Equal("this machine", await NamesAsync(database, "retired_at IS NULL"));
        Assert.Equal("shop-payment", await NamesAsync(database, "retired_at IS NOT NULL"));

        await SeedAsync(database, WithShop);
        Assert.Equal("shop-payment,this machine", await NamesAsync(database, "retired_at IS NULL"));
        Assert.Equal(id, await database.ScalarAsync<Guid>("SELECT id FROM control.resource WHERE name = 'shop-payment'"));
    }

    [Fact]
    public async Task Seeding_again_changes_nothing()
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        await SeedAsync(database, WithShop);
        const string state = "SELECT md5(string_agg(r::text, ',' ORDER BY r.id) || (SELECT string_agg(a::text, ',' ORDER BY a.id) FROM control.alert_rule a)) FROM control.resource r";
        var before = await database.ScalarAsync<string>(state);
        await SeedAsync(database, WithShop);
        Assert.Equal(before, await database.ScalarAsync<string>(state));
    }

    [Fact]
    public async Task The_demos_rules_go_with_the_demo_and_a_rule_that_people_switched_off_stays_off()
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        await SeedAsync(database, WithShop);
        await database.ExecuteAsync("UPDATE control.alert_rule SET enabled = false WHERE name = 'Disk is nearly full'");
        var all = await database.ScalarAsync<long>("SELECT count(*) FROM control.alert_rule");
        await SeedAsync(database, Machine);
        Assert.Equal(all - SeededRules.Services(TimeSpan.FromSeconds(15)).Count, await database.ScalarAsync<long>("SELECT count(*) FROM control.alert_rule"));
        Assert.False(await database.ScalarAsync<bool>("SELECT enabled FROM control.alert_rule WHERE name = 'Disk is nearly full'"));
    }

    [Fact]
    public async Task A_changed_token_replaces_the_old_one()
    {
        await using var database = await ControlPlaneDatabase.CreateAsync(server);
        await SeedAsync(database, Machine);
        await SeedAsync(database, new(Machine) { ["Sources:vmalert:Token"] = "second" });
        Assert.True(await database.ScalarAsync<bool>("SELECT hash = sha256('second') AND scope = 'ingest' FROM control.ingestion_source WHERE name = 'vmalert'"));
    }

    [Theory]
    [InlineData("Seed:Targets:0:Kind", "toaster")]
    [InlineData("Seed:Targets:0:Address", "nowhere")]
    [InlineData("Seed:Targets:0:Name", "")]
    public void A_target_that_is_not_valid_is_named(string setting, string value)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => SeedTargets.Read(Configuration(new(Machine) { [setting] = value })).ToList());
        Assert.StartsWith("Seed:Targets:0:", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_of_unknown_purpose_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => IngestionSourceSeed.Read(Configuration(new() { ["Sources:stranger:Token"] = "t" })).ToList());
        var known = Assert.Single(IngestionSourceSeed.Read(Configuration(new() { ["Sources:stranger:Token"] = "t", ["Sources:stranger:Scope"] = "deployments" })));
        Assert.Equal(("stranger", IngestionScope.Deployments, "t"), known);
    }

    private static async Task SeedAsync(TestDatabase database, Dictionary<string, string?> settings)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var context = SreDbContextOptions.Create(database.AdminConnectionString);
        foreach (IDatabaseSeed seed in new IDatabaseSeed[] { new IngestionSourceSeed(TimeProvider.System), new ResourceSeed(TimeProvider.System), new AlertRuleSeed(TimeProvider.System) })
        {
            await seed.SeedAsync(context, Configuration(settings), cancellation);
            await context.SaveChangesAsync(cancellation);
        }
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

    private static Task<string> NamesAsync(TestDatabase database, string condition) =>
        database.ScalarAsync<string>($"SELECT string_agg(name, ',' ORDER BY name) FROM control.resource WHERE {condition}");
}
