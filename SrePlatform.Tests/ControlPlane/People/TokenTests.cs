using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.People;

/// <summary>Tokens that people make: shown once, kept as a hash, never more than their owner.</summary>
[Trait("Category", "Database")]
public sealed partial class TokenTests(PostgresServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_shown_once_works_as_bearer_and_stops_when_it_is_revoked_or_too_old()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var secret = await CreateAsync(host, "operate", "team_member");
        using var script = host.WithToken(secret);
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync(new Uri("/api/v1/incidents", UriKind.Relative), Stop)).StatusCode);
        Assert.True(await host.Database.ScalarAsync<bool>("SELECT last_used_at IS NOT NULL FROM control.api_token"));
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.api_token WHERE encode(hash, 'escape') LIKE '%' || $1 || '%' OR hint = $1", secret));
        Assert.DoesNotContain(secret, await host.SignedIn("team_member").GetStringAsync(new Uri("/account", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE details::text LIKE '%' || $1 || '%'", secret));

        await host.Database.ExecuteAsync("UPDATE control.api_token SET expires_at = now() - interval '1 second'");
        Assert.Equal(HttpStatusCode.Unauthorized, (await script.GetAsync(new Uri("/api/v1/incidents", UriKind.Relative), Stop)).StatusCode);
        await host.Database.ExecuteAsync("UPDATE control.api_token SET expires_at = now() + interval '1 day'");
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync(new Uri("/api/v1/incidents", UriKind.Relative), Stop)).StatusCode);

        var id = await host.Database.ScalarAsync<string>("SELECT id::text FROM control.api_token");
        using var browser = host.SignedIn("viewer");
        Assert.Equal(HttpStatusCode.Found, (await browser.PostFormAsync("/account", "/account?handler=Revoke", [new("id", id)], Stop)).StatusCode);
        var refused = await script.GetAsync(new Uri("/api/v1/incidents", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_token_may_no_more_than_it_was_made_for_and_no_more_than_its_owner()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var body = new { name = "web", kind = "server", team = "shop" };
        using var reader = host.WithToken(await CreateAsync(host, "read", "super_admin"));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(new Uri("/api/v1/resources", UriKind.Relative), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsJsonAsync("/api/v1/resources", body, Stop)).StatusCode);
        using var viewer = host.WithToken(await CreateAsync(host, "manage", "viewer"));
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsJsonAsync("/api/v1/resources", body, Stop)).StatusCode);
        using var manager = host.WithToken(await CreateAsync(host, "manage", "team_manager"));
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsJsonAsync("/api/v1/resources", body, Stop)).StatusCode);

        await host.Database.ExecuteAsync("UPDATE control.user_profile SET roles = '{}'");
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.GetAsync(new Uri("/api/v1/resources", UriKind.Relative), Stop)).StatusCode);
    }

    [Fact]
    public async Task A_token_sees_what_its_owner_sees()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await TwoTeams.ArrangeAsync(host);
        await host.Database.ExecuteAsync("UPDATE control.user_profile SET roles = '{team_manager}' WHERE sub = 'sub-person'");
        using var script = host.WithToken(await CreateAsync(host, "manage", "team_manager", profile: false));
        var seen = (await TwoTeams.ItemsAsync(script, "/api/v1/resources")).ToString();
        Assert.Contains("beta-node", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("quokka", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TokenAccess.Operate, "super_admin", "team_member")]
    [InlineData(TokenAccess.Operate, "viewer", "viewer")]
    [InlineData(TokenAccess.Read, "team_manager", "viewer")]
    [InlineData(TokenAccess.Manage, "team_manager", "team_manager")]
    internal void Roles_are_cut_down(TokenAccess access, string owned, string left) => Assert.Equal([left], ApiTokenAuthentication.RolesOf(access, [owned]));

    [Fact]
    public async Task A_wrong_form_is_refused_at_its_fields_and_makes_nothing()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var browser = host.SignedIn("viewer");
        foreach (var (name, access, days) in new[] { ("", "read", "30"), ("x", "all", "30"), ("x", "read", "4000") })
        {
            var answer = await browser.PostFormAsync("/account", "/account?handler=Token", [new("Name", name), new("access", access), new("days", days)], Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("class=\"error\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        Assert.Equal(0, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.api_token"));
    }

    private static async Task<string> CreateAsync(ControlPlaneHost host, string access, string role, bool profile = true)
    {
        if (profile)
        {
            await host.Database.ExecuteAsync(
                """
                INSERT INTO control.user_profile (sub, name, roles, groups, first_seen_at, last_seen_at) VALUES ('sub-person', 'person', ARRAY[$1], '{}', now(), now())
                ON CONFLICT (sub) DO UPDATE SET roles = ARRAY[$1]
                """,
                role);
        }

        using var browser = host.SignedIn(role);
        var answer = await browser.PostFormAsync("/account", "/account?handler=Token", [new("Name", "script"), new("access", access), new("days", "30")], Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Secret().Match(await answer.Content.ReadAsStringAsync(Stop)).Groups[1].Value;
    }

    [GeneratedRegex("<code id=\"secret\">([^<]+)</code>")]
    private static partial Regex Secret();
}
