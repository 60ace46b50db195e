using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using SrePlatform.DemoShop;
using Xunit;

namespace SrePlatform.Tests.DemoShop.ShopConsole;

/// <summary>The console by itself: none of the services is there.</summary>
[Trait("Category", "Unit")]
public sealed partial class ConsoleTests : IAsyncLifetime
{
    private readonly WebApplication _app = DemoShopApp.Build(
        ["--service", "console", "--urls", "http://127.0.0.1:0", "--Shop:ControlToken", "token", "--services:shop-payment:http:0", "http://127.0.0.1:9", "--Logging:LogLevel:Default", "None"]);

    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(Cancellation);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Lists_every_fault_and_says_which_services_are_away()
    {
        var faults = await _http.GetFromJsonAsync<JsonElement>("/faults", Cancellation);

        Assert.Equal(
            ["latency-inventory", "bad-deployment-payment", "dependency-down-orders", "cpu-burn-catalog", "memory-leak-search", "noise-newsletter"],
            faults.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.All(faults.GetProperty("items").EnumerateArray(), item => Assert.False(item.GetProperty("reachable").GetBoolean()));
    }

    [Theory]
    [InlineData("bad-deployment-payment", """{"enabled":true}""", HttpStatusCode.ServiceUnavailable, "payment cannot be reached")]
    [InlineData("earthquake", """{"enabled":true}""", HttpStatusCode.NotFound, "no fault earthquake")]
    [InlineData("latency-inventory", "{}", HttpStatusCode.BadRequest, "enabled")]
    [InlineData("latency-inventory", "{", HttpStatusCode.BadRequest, "")]
    public async Task A_switch_that_cannot_be_moved_says_why(string fault, string body, HttpStatusCode status, string says)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PutAsync(new Uri($"/faults/{fault}", UriKind.Relative), content, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(says, await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_moves_no_switch()
    {
        using var foreign = new HttpRequestMessage(HttpMethod.Delete, "/faults") { Headers = { { "Origin", "http://evil.example" } } };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("name", "latency-inventory"), KeyValuePair.Create("on", "true")]);
        using var otherName = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example" } };

        Assert.Equal(HttpStatusCode.Forbidden, (await _http.SendAsync(foreign, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.PostAsync(new Uri("/?handler=Switch", UriKind.Relative), form, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _http.SendAsync(otherName, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task The_form_of_the_page_moves_switches_and_says_how_it_went()
    {
        var page = await _http.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation);
        using var form = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("name", "latency-inventory"),
            KeyValuePair.Create("on", "true"),
            KeyValuePair.Create("__RequestVerificationToken", AntiforgeryToken().Match(page).Groups[1].Value),
        ]);
        using var moved = await _http.PostAsync(new Uri("/?handler=Switch", UriKind.Relative), form, Cancellation);

        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        var said = await _http.GetStringAsync(moved.Headers.Location, Cancellation);
        Assert.Contains("the switch did not move", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", "<html lang=\"en\">", "Demo shop")]
    [InlineData("zh-TW,zh;q=0.9,en;q=0.5", "<html lang=\"zh-Hant\">", "示範商店")]
    [InlineData("fr", "<html lang=\"en\">", "Demo shop")]
    public async Task The_page_speaks_the_language_of_the_browser(string accepted, string root, string title)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Accept-Language", accepted } } };
        using var response = await _http.SendAsync(request, Cancellation);
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));

        Assert.Contains(root, page, StringComparison.Ordinal);
        Assert.Contains(title, page, StringComparison.Ordinal);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
