using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

/// <summary>What people see when something fails: what happened, what to do, in their language, on a whole page or as a notice.</summary>
[Trait("Category", "Database")]
public sealed class ErrorPageTests(PostgresServer server)
{
    [Theory]
    [InlineData("en", "There is nothing at this address", "Check the address")]
    [InlineData("zh-TW", "這個位址沒有內容", "請檢查網址")]
    public async Task A_page_that_is_not_there_says_so_and_what_to_do(string language, string what, string todo)
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        foreach (var address in new[] { "/nowhere", "/incidents/INC-999", "/error/500" })
        {
            var (status, html) = await ShowAsync(host, address, language);
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains(what, html, StringComparison.Ordinal);
            Assert.Contains(todo, html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en", "Your roles do not allow this")]
    [InlineData("zh-TW", "您的角色不允許這項操作")]
    public async Task A_page_that_the_roles_do_not_allow_says_which_way_out(string language, string what)
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var (status, html) = await ShowAsync(host, "/incidents", language, "unknown");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains(what, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_database_pages_and_fragments_say_so_in_the_persons_language_and_come_back_by_themselves()
    {
        TcpProxy? proxy = null;
        await using var host = await ControlPlaneHost.StartAsync(server, through: port => (proxy = TcpProxy.To(port)).Port);
        await using var between = proxy!;
        var (status, _) = await ShowAsync(host, "/incidents", "en");
        Assert.Equal(HttpStatusCode.OK, status);
        between.Cut();
        foreach (var (language, what, again) in new[] { ("en", "PostgreSQL does not answer", "Try again"), ("zh-TW", "PostgreSQL 沒有回應", "再試一次") })
        {
            using var page = await SendAsync(host, "/incidents?open=true", language, fragment: false, "viewer");
            var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.NotNull(page.Headers.RetryAfter);
            Assert.Contains(what, html, StringComparison.Ordinal);
            Assert.Contains(again, html, StringComparison.Ordinal);
            Assert.Contains("href=\"/incidents?open=true\"", html, StringComparison.Ordinal);

            using var fragment = await SendAsync(host, "/incidents", language, fragment: true, "viewer");
            var problem = JsonDocument.Parse(await fragment.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, fragment.StatusCode);
            Assert.Contains(what, problem.GetProperty("detail").GetString()!, StringComparison.Ordinal);
            Assert.NotEmpty(problem.GetProperty("request_id").GetString()!);
        }

        between.Mend();
        await Eventually.TrueAsync(async () => (await ShowAsync(host, "/incidents", "en")).Status == HttpStatusCode.OK, "the page comes back");
    }

    [Fact]
    public async Task A_fault_of_ours_shows_a_number_to_quote_and_nothing_of_the_inside()
    {
        // A use case that its page cannot be given fails like any other defect.
        await using var host = await ControlPlaneHost.StartAsync(server, configure: services => services.AddScoped<ListAlerts>(_ => throw new InvalidOperationException("secret inside")));
        var (status, html) = await ShowAsync(host, "/alerts", "en");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("The Control Plane failed at this", html, StringComparison.Ordinal);
        Assert.Contains("Request <code>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("secret inside", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_also_a_failing_one_forbids_what_no_page_needs()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var resource = await host.Database.AddResourceAsync("one", "one");
        var pages = host.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Replace("{id:guid}", resource.ToString(), StringComparison.Ordinal).TrimStart('/'))
            .Where(pattern => !pattern.Contains('{', StringComparison.Ordinal)).Append("/nowhere").ToList();
        Assert.True(pages.Count > 8);
        foreach (var page in pages)
        {
            using var answer = await SendAsync(host, page, "en", fragment: false, "super_admin");
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'; script-src 'self'; style-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)(?![^>]*type=\"application/json\")", html);
            Assert.DoesNotMatch("<[^>]+\\sstyle=\"", html);
            Assert.DoesNotMatch("<[^>]+\\son[a-z]+=\"", html);
        }
    }

    private static async Task<(HttpStatusCode Status, string Html)> ShowAsync(ControlPlaneHost host, string address, string language, string role = "viewer")
    {
        using var answer = await SendAsync(host, address, language, fragment: false, role);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    private static async Task<HttpResponseMessage> SendAsync(ControlPlaneHost host, string address, string language, bool fragment, string role)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", language);
        if (fragment)
        {
            request.Headers.Add("HX-Request", "true");
        }

        return await host.SignedIn(role).SendAsync(request, TestContext.Current.CancellationToken);
    }
}
