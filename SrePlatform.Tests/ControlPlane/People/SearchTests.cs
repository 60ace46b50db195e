using System.Net;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.People;

/// <summary>The palette and the page of the search.</summary>
[Trait("Category", "Database")]
public sealed class SearchTests(PostgresServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_found_by_a_part_of_its_name_and_nothing_of_another_team()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["Incidents:QuietFor"] = "00:00:00", ["Incidents:SettleFor"] = "00:00:00" });
        await TwoTeams.ArrangeAsync(host);
        using var browser = host.SignedIn("viewer");
        var found = await SearchAsync(browser, "eta-");
        foreach (var name in new[] { "beta-node", "beta-pay", "beta-up", "beta-v2", "/incidents/INC-" })
        {
            Assert.Contains(name, found, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("quokka", await SearchAsync(browser, "pay"), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/resources/", await SearchAsync(browser, "quokka"), StringComparison.Ordinal);
        using var admin = host.SignedIn("super_admin");
        Assert.Contains("quokka-node", await SearchAsync(admin, "quokka"), StringComparison.Ordinal);
        var reference = await host.Database.ScalarAsync<string>("SELECT 'INC-' || number FROM control.incident WHERE 'beta-pay' = ANY(services)");
        Assert.Contains($"/incidents/{reference}", await SearchAsync(browser, reference.ToLowerInvariant()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Odd_words_are_words_like_any_other(string query)
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.AddResourceAsync("plain", "plain");
        using var browser = host.SignedIn("viewer");
        using var answer = await browser.GetAsync(new Uri("/search?q=" + Uri.EscapeDataString(query), UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/topology?service=plain", page, StringComparison.Ordinal);
    }

    private static async Task<string> SearchAsync(HttpClient browser, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/search?q=" + Uri.EscapeDataString(query));
        request.Headers.Add("HX-Request", "true");
        using var answer = await browser.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Stop);
    }
}
