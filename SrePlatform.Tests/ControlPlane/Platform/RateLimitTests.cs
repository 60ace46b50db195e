using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

[Trait("Category", "Database")]
public sealed class RateLimitTests(PostgresServer server)
{
    private static readonly Dictionary<string, string?> Few = new()
    {
        ["RateLimits:RequestsPerMinute"] = "4", ["RateLimits:SourceRequestsPerMinute"] = "3", ["RateLimits:ChangesPerMinute"] = "2", ["RateLimits:AnonymousRequestsPerMinute"] = "5",
    };

    [Fact]
    public async Task Each_caller_has_a_limit_of_its_own_and_is_told_when_to_come_back()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Few);
        var (one, other) = (host.WithToken(host.Realm.Token("one", ["viewer"])), host.WithToken(host.Realm.Token("other", ["viewer"])));
        for (var count = 0; count < 4; count++)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(one, "/api/v1/alerts")).StatusCode);
        }

        using var refused = await GetAsync(one, "/api/v1/alerts");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(other, "/api/v1/alerts")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(one, "/health")).StatusCode);
    }

    [Fact]
    public async Task Senders_changes_and_strangers_have_limits_too()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Few);
        var sender = host.WithToken(ControlPlaneHost.IngestToken);
        var posts = new List<HttpStatusCode>();
        for (var count = 0; count < 4; count++)
        {
            posts.Add((await sender.PostAsJsonAsync("/api/v2/alerts", Array.Empty<object>(), TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], posts);
        var person = host.WithToken(host.Realm.Token("changer", ["super_admin"]));
        var changes = new List<HttpStatusCode>();
        for (var count = 0; count < 3; count++)
        {
            changes.Add((await person.PostAsJsonAsync("/api/v1/incidents/INC-1/close", new { }, TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.TooManyRequests], changes);
        var stranger = host.Anonymous();
        var tries = new List<HttpStatusCode>();
        for (var count = 0; count < 6; count++)
        {
            tries.Add((await GetAsync(stranger, "/api/v1/alerts")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, tries[^1]);
        Assert.All(tries[..^1], status => Assert.Equal(HttpStatusCode.Unauthorized, status));
    }

    [Fact]
    public async Task A_page_beyond_the_limit_says_so()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: Few);
        var browser = host.SignedIn("viewer");
        browser.DefaultRequestHeaders.Add("Accept", "text/html");
        for (var count = 0; count < 4; count++)
        {
            Assert.Equal(HttpStatusCode.OK, (await GetAsync(browser, "/alerts")).StatusCode);
        }

        using var refused = await GetAsync(browser, "/alerts");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("You asked for more than the limit", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_before_it_is_read()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var large = new ByteArrayContent(new byte[2 * 1024 * 1024]);
        large.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/resources") { Content = large };
        request.Headers.ExpectContinue = true;
        using var answer = await host.WithRoles("super_admin").SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_limit_that_makes_no_sense_stops_the_start() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?> { ["RateLimits:ChangesPerMinute"] = "0" }));

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
