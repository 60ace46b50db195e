using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

/// <summary>Every endpoint that the service has, tried by everybody who must not get in. New endpoints are covered by themselves.</summary>
[Trait("Category", "Database")]
public sealed partial class AccessTests(PostgresServer server)
{
    private static readonly string[] SourcePolicies = ["Ingest", "Discovery", "Deployments"];
    private static readonly string[] Safe = ["GET", "HEAD"];
    private static readonly string[] Refused = ["Unauthorized", "Forbidden"];

    [Fact]
    public async Task Nobody_gets_in_without_the_right_token()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var endpoints = Endpoints(host).Where(endpoint => endpoint.IsApi).ToList();
        Assert.True(endpoints.Count > 20, $"Only {endpoints.Count} endpoints were found.");
        string[] everyRole = ["super_admin", "team_manager", "team_member", "viewer", "context_read", "approval_request", "diagnose"];
        var strangers = new Dictionary<string, HttpClient>
        {
            ["nobody"] = host.Anonymous(),
            ["wrong audience"] = host.WithToken(host.Realm.Token("admin", everyRole, audience: "sre-assistant")),
            ["expired"] = host.WithToken(host.Realm.Token("admin", everyRole, lifetime: TimeSpan.FromMinutes(-5))),
            ["wrong issuer"] = host.WithToken(host.Realm.Token("admin", everyRole, issuer: "http://evil.test")),
            ["another realm's key"] = host.WithToken(new TestRealm().Token("admin", everyRole)),
            ["no role"] = host.WithRoles("unknown"),
            ["the assistant's own role"] = host.WithRoles("diagnose"),
            ["a signed-in browser"] = host.SignedIn("super_admin"),
            ["nonsense"] = host.WithToken("nonsense"),
        };
        foreach (var (who, client) in strangers)
        {
            await AssertRefusedAsync(endpoints, client, who);
        }

        await AssertRefusedAsync(endpoints.Where(endpoint => endpoint.IsForSources), host.WithRoles(everyRole), "a person at a door for machines");
        await AssertRefusedAsync(endpoints.Where(endpoint => !endpoint.IsForSources), host.WithToken(ControlPlaneHost.IngestToken), "a machine at a door for people");
        await AssertRefusedAsync(endpoints.Where(endpoint => endpoint.Policies.Contains("Ingest")), host.WithToken(ControlPlaneHost.DiscoveryToken), "a scraper that ingests");
        await AssertRefusedAsync(endpoints.Where(endpoint => endpoint.Policies.Contains("Discovery")), host.WithToken(ControlPlaneHost.IngestToken), "a sender that scrapes");
    }

    [Fact]
    public async Task A_viewer_and_the_assistant_cannot_change_anything_by_api()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var changes = Endpoints(host).Where(endpoint => endpoint.IsApi && !endpoint.IsTools && !Safe.Contains(endpoint.Method)).ToList();
        Assert.True(changes.Count > 10);
        await AssertRefusedAsync(changes, host.WithRoles("viewer"), "viewer");
        await AssertRefusedAsync(changes.Where(endpoint => !endpoint.Policies.Contains("Callback") && !endpoint.Policies.Contains("RequestActions")), host.WithRoles("context_read", "approval_request"), "assistant");
        await AssertRefusedAsync(changes.Where(endpoint => endpoint.Policies.Contains("Manage")), host.WithRoles("team_member"), "member");
    }

    [Fact]
    public async Task Pages_send_strangers_to_the_identity_provider_and_refuse_people_without_a_role()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var pages = Endpoints(host).Where(endpoint => !endpoint.IsApi && !endpoint.IsOpen).ToList();
        Assert.NotEmpty(pages);
        using var nobody = host.Anonymous();
        using var roleless = host.SignedIn();
        foreach (var page in pages)
        {
            var answer = await SendAsync(nobody, page);
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.ToString().StartsWith(TestRealm.Authority, StringComparison.Ordinal), $"{page}: {answer.StatusCode}");
            if (page.Policies.Count > 0)
            {
                var refused = await SendAsync(roleless, page);
                Assert.True(refused.StatusCode is HttpStatusCode.Forbidden || refused.Headers.Location?.ToString().Contains("access-denied", StringComparison.Ordinal) == true, $"{page}: {refused.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_viewer_cannot_post_to_any_page()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var viewer = host.SignedIn("viewer");
        var pages = host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is not null || endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && endpoint.Metadata.GetMetadata<OwnAccountAttribute>() is null)
            .Select(endpoint => new Door("POST", "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), [], false)).ToList();
        Assert.NotEmpty(pages);
        foreach (var page in pages)
        {
            var answer = await SendAsync(viewer, page);
            Assert.True(
                answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest || answer.Headers.Location?.ToString().Contains("access-denied", StringComparison.Ordinal) == true,
                $"{page}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Only_these_are_open_to_everybody()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var open = Endpoints(host).Where(endpoint => endpoint.IsOpen).Select(endpoint => endpoint.Pattern).ToHashSet(StringComparer.Ordinal);
        var known = new[] { "/alive", "/health", "/metrics", "/openapi/{documentName}.json", "/sign-in" };
        Assert.Equal(known, open.Where(pattern => !HarmlessPage().IsMatch(pattern)).Order(StringComparer.Ordinal));
    }

    private static async Task AssertRefusedAsync(IEnumerable<Door> doors, HttpClient client, string who)
    {
        foreach (var door in doors)
        {
            var answer = await SendAsync(client, door);
            Assert.True(Refused.Contains(answer.StatusCode.ToString()), $"{who}: {door} answered {(int)answer.StatusCode}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, Door door)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Url);
        if (!Safe.Contains(door.Method))
        {
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<Door> Endpoints(ControlPlaneHost host) =>
        from endpoint in host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        let policies = endpoint.Metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().ToList()
        select new Door(method, pattern, policies, endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    /// <summary>Pages that a person without a session or a role must see.</summary>
    [GeneratedRegex("(?i)^/(account/(preferences|signed-out|sign-in-failed|access-denied)|error|status|not-found)", RegexOptions.None)]
    private static partial Regex HarmlessPage();

    private sealed record Door(string Method, string Pattern, IReadOnlyList<string> Policies, bool IsOpen)
    {
        public string Url => Parameter().Replace(Pattern, part => part.Value.Contains(":int", StringComparison.Ordinal) ? "0" : Guid.Empty.ToString());

        public bool IsApi => Pattern.StartsWith("/api/", StringComparison.Ordinal) || Pattern.StartsWith("/webhooks/", StringComparison.Ordinal) || IsTools;

        /// <summary>One door for all tools, of which each asks for what it needs.</summary>
        public bool IsTools => Pattern.StartsWith("/mcp", StringComparison.Ordinal);

        public bool IsForSources => Policies.Any(SourcePolicies.Contains);

        public override string ToString() => $"{Method} {Pattern}";
    }
}
