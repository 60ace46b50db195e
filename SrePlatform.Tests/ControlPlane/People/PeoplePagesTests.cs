using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.People;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.People;

/// <summary>Teams, groups and users as administrators and managers handle them.</summary>
[Trait("Category", "Database")]
public sealed class PeoplePagesTests(PostgresServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_makes_a_team_and_puts_somebody_in_and_that_person_sees_its_resources()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await AddPersonAsync(host, "sub-max", "max");
        await host.Database.AddResourceAsync("till", "checkout");
        using var admin = host.SignedIn("super_admin");
        Assert.Equal(HttpStatusCode.Found, (await admin.PostFormAsync("/settings/teams", "/settings/teams", [new("Name", "shop")], Stop)).StatusCode);
        using var max = host.WithToken(host.Realm.Token("max", ["viewer"]));
        Assert.Equal("[]", (await TwoTeams.ItemsAsync(max, "/api/v1/resources")).GetRawText());

        var unknown = await admin.PostFormAsync("/settings/teams/shop", "/settings/teams/shop?handler=Member", [new("Person", "nobody"), new("Role", "Member")], Stop);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("Nobody of this name", await unknown.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await admin.PostFormAsync("/settings/teams/shop", "/settings/teams/shop?handler=Member", [new("Person", "max"), new("Role", "Member")], Stop)).StatusCode);
        Assert.Contains("till", (await TwoTeams.ItemsAsync(max, "/api/v1/resources")).GetRawText(), StringComparison.Ordinal);

        var access = await admin.GetStringAsync(new Uri("/settings/users/sub-max", UriKind.Relative), Stop);
        Assert.Contains("shop", access, StringComparison.Ordinal);
        Assert.Contains("1 of 1 resources", access, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await admin.PostFormAsync("/settings/teams/shop", "/settings/teams/shop?handler=Remove", [new("sub", "sub-max")], Stop)).StatusCode);
        Assert.Equal("[]", (await TwoTeams.ItemsAsync(max, "/api/v1/resources")).GetRawText());
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostFormAsync("/settings/teams", "/settings/teams", [new("Name", "shop")], Stop)).StatusCode);
    }

    [Fact]
    public async Task A_group_of_the_identity_provider_makes_a_member_and_sign_in_keeps_what_it_said()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.ExecuteAsync("INSERT INTO control.team (id, name, created_at) VALUES (gen_random_uuid(), 'shop', now())");
        using (var scope = host.Services.CreateScope())
        {
            var person = new ClaimsPrincipal(new ClaimsIdentity(
                [new("sub", "sub-vera"), new("preferred_username", "vera"), new("email", "vera@shop.test"), new("roles", "viewer"), new("groups", "/shop")], "test", "preferred_username", "roles"));
            await scope.ServiceProvider.GetRequiredService<SignInRecord>().SignedInAsync(new DefaultHttpContext(), person, Stop);
        }

        using var admin = host.SignedIn("super_admin");
        Assert.Contains("vera@shop.test", await admin.GetStringAsync(new Uri("/settings/users", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.Contains("vera", await admin.GetStringAsync(new Uri("/settings/teams/shop", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.Contains("Group of the identity provider", await admin.GetStringAsync(new Uri("/settings/users/sub-vera", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Managers_share_only_what_they_manage_and_groups_never_go_in_circles()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await TwoTeams.ArrangeAsync(host);
        using var manager = host.SignedIn("team_manager");
        Assert.Equal(HttpStatusCode.BadRequest, (await manager.PostFormAsync("/settings/groups", "/settings/groups", [new("Name", "theirs"), new("Team", "quokka")], Stop)).StatusCode);
        var made = await manager.PostFormAsync("/settings/groups", "/settings/groups", [new("Name", "ours"), new("Team", "beta")], Stop);
        var address = made.Headers.Location!.ToString();
        var foreign = await manager.PostFormAsync(address, address + "?handler=Add", [new("resource", "quokka-node")], Stop);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await manager.PostFormAsync(address, address + "?handler=Add", [new("resource", "beta-node")], Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await manager.PostFormAsync(address, address + "?handler=Grant", [new("team", "quokka")], Stop)).StatusCode);
        using var ann = host.WithToken(host.Realm.Token("ann", ["viewer"]));
        Assert.Contains("beta-node", (await TwoTeams.ItemsAsync(ann, "/api/v1/resources")).GetRawText(), StringComparison.Ordinal);
        Assert.Contains("ours", (await TwoTeams.ItemsAsync(ann, "/api/v1/resource-groups")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await manager.PostFormAsync(address, address + "?handler=Revoke", [new("team", "quokka")], Stop)).StatusCode);
        Assert.DoesNotContain("beta-node", (await TwoTeams.ItemsAsync(ann, "/api/v1/resources")).GetRawText(), StringComparison.Ordinal);
        Assert.True(await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE action LIKE 'group.%'") >= 4);
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("team_manager")]
    public async Task Users_are_for_administrators_only_and_teams_of_others_are_not_found(string role)
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await TwoTeams.ArrangeAsync(host);
        using var browser = host.SignedIn(role);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync(new Uri("/settings/users", UriKind.Relative), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri("/settings/teams/quokka", UriKind.Relative), Stop)).StatusCode);
        await browser.PostFormAsync("/account", "/settings/teams/quokka?handler=Member", [new("Person", "person"), new("Role", "Manager")], Stop);
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.team_member m JOIN control.team t ON t.id = m.team_id WHERE t.name = 'quokka'"));
    }

    [Fact]
    public async Task The_home_page_says_that_all_is_quiet_or_what_burns_and_tells_people_without_a_team_why_they_see_nothing()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var browser = host.SignedIn("viewer");
        Assert.Contains("All quiet.", await browser.GetStringAsync(new Uri("/", UriKind.Relative), Stop), StringComparison.Ordinal);
        await TwoTeams.ArrangeAsync(host);
        var burning = await browser.GetStringAsync(new Uri("/", UriKind.Relative), Stop);
        Assert.Contains("beta-", burning, StringComparison.Ordinal);
        Assert.DoesNotContain("quokka", burning, StringComparison.Ordinal);
        await host.Database.ExecuteAsync("DELETE FROM control.team_member WHERE sub = 'sub-person'");
        Assert.Contains("You are in no team yet", await browser.GetStringAsync(new Uri("/", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_seeded_lets_the_realms_groups_see_what_they_should()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.AddResourceAsync("this-machine", "host");
        await host.Database.ExecuteAsync("UPDATE control.resource SET team = 'platform'");
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Seed:Teams:0"] = "platform", ["Seed:Teams:1"] = "shop", ["Seed:Groups:0:Name"] = "SRE Platform", ["Seed:Groups:0:Team"] = "platform", ["Seed:Groups:0:Grant"] = "shop",
        }).Build();
        for (var times = 0; times < 2; times++)
        {
            await using var context = SrePlatform.ControlPlane.Persistence.SreDbContextOptions.Create(host.Database.AdminConnectionString);
            await new AccessSeed(TimeProvider.System).SeedAsync(context, settings, Stop);
            await context.SaveChangesAsync(Stop);
        }

        await AddPersonAsync(host, "sub-vera", "vera");
        await host.Database.ExecuteAsync("INSERT INTO control.team_member (team_id, sub, role, added_at) SELECT id, 'sub-vera', 'member', now() FROM control.team WHERE name = 'shop'");
        using var vera = host.WithToken(host.Realm.Token("vera", ["viewer"]));
        Assert.Contains("this-machine", (await TwoTeams.ItemsAsync(vera, "/api/v1/resources")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.team"));
    }

    private static Task AddPersonAsync(ControlPlaneHost host, string sub, string name) =>
        host.Database.ExecuteAsync("INSERT INTO control.user_profile (sub, name, first_seen_at, last_seen_at) VALUES ($1, $2, now(), now())", sub, name);
}
