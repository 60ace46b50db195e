using System.Net;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Tests.ControlPlane.Diagnosis;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Scale;

/// <summary>No page asks the database once per row: ten times as many rows take the same statements.</summary>
[Trait("Category", "Database")]
public sealed class PageStatementsTests(PostgresServer server)
{
    /// <summary>What is kept for some seconds may be read again in between; one statement per row would be eighteen more.</summary>
    private const int ReadAgain = 5;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>What stands for the parameters of a page's address; pages with others are not asked for.</summary>
    private static readonly (string Page, string Id)[] Details =
    [
        ("/incidents/{reference}", "SELECT 'INC-1'"),
        ("/incidents/{reference}/rearrange", "SELECT 'INC-1'"),
        ("/incidents/{reference}/edit", "SELECT 'INC-1'"),
        ("/incidents/{reference}/postmortem", "SELECT 'INC-1'"),
        ("/resources/{id:guid}", "SELECT id::text FROM control.resource WHERE name = 'resource-1'"),
        ("/resources/{id:guid}/checks", "SELECT id::text FROM control.resource WHERE name = 'resource-1'"),
        ("/services/{service}", "SELECT 'service-1'"),
        ("/rules/{id:guid}", "SELECT id::text FROM control.alert_rule WHERE name = 'rule-1'"),
        ("/slos/{id:guid}", "SELECT id::text FROM control.slo WHERE name = 'slo-1'"),
        ("/settings/teams/{name}", "SELECT 'team-1'"),
        ("/settings/groups/{id:guid}", "SELECT id::text FROM control.resource_group WHERE name = 'group-1'"),
        ("/settings/users/{sub}", "SELECT 'user-1'"),
        ("/postmortems/{reference}", "SELECT 'PM-' || number FROM control.postmortem WHERE title = 'Postmortem 1'"),
        ("/dashboards/{name}", "SELECT 'services'"),
    ];

    [Fact]
    public async Task Ten_times_as_many_rows_take_no_more_statements()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.CreateAssistantViewsAsync();
        var client = host.SignedIn("super_admin");
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        await ManyRows.AddAsync(host.Database, 1, 2);
        var pages = await PagesAsync(host);
        Assert.True(pages.Count > 50, $"only {pages.Count} pages were found");
        // Once before, for what is read at the first request and kept.
        await CountAsync(client, pages);
        var few = await CountAsync(client, pages);
        Assert.True(few.Values.Sum(statements => statements.Count) > pages.Count * 2, "statements are counted");
        await ManyRows.AddAsync(host.Database, 3, 20);
        var many = await CountAsync(client, pages);

        var worse = pages.Where(page => many[page].Count > few[page].Count + ReadAgain)
            .Select(page => $"{page}: {few[page].Count} statements became {many[page].Count}, such as {many[page].GroupBy(statement => statement).MaxBy(same => same.Count())!.Key}");
        Assert.Empty(worse);
    }

    private static async Task<Dictionary<string, IReadOnlyList<string>>> CountAsync(HttpClient client, IReadOnlyList<string> pages)
    {
        using var counter = new StatementCounter();
        var counts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            counts[page] = await counter.OfAsync(async () =>
            {
                using var response = await client.GetAsync(new Uri(page, UriKind.Relative), Cancelled);
                Assert.True(response.StatusCode is HttpStatusCode.OK, $"{page} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancelled)}");
            });
        }

        return counts;
    }

    private static async Task<IReadOnlyList<string>> PagesAsync(ControlPlaneHost host)
    {
        var patterns = host.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Distinct(StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var pages = patterns.Where(pattern => !pattern.Contains('{', StringComparison.Ordinal) && !pattern.StartsWith("/account/", StringComparison.Ordinal) && pattern != "/resources/batch").ToList();
        foreach (var (pattern, sql) in Details)
        {
            Assert.Contains(pattern, patterns);
            pages.Add(pattern[..pattern.IndexOf('{', StringComparison.Ordinal)] + await host.Database.ScalarAsync<string>(sql) + pattern[(pattern.IndexOf('}', StringComparison.Ordinal) + 1)..]);
        }

        return pages;
    }
}
