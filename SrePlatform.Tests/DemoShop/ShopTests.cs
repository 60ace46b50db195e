using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using SrePlatform.DemoShop.Services;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.DemoShop;

[Collection(RunningShop.Tests)]
[Trait("Category", "EndToEnd")]
public sealed class ShopTests(RunningShop shop)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Customers_come_at_the_rate_that_was_asked_for_and_go_through_every_service()
    {
        await Eventually.TrueAsync(
            async () => (await shop.StateAsync("storefront")).RequestsPerSecond is > RunningShop.Load * 0.6 and < RunningShop.Load * 1.5, "customers come");
        foreach (var service in ShopServices.All)
        {
            await Eventually.TrueAsync(async () => (await shop.StateAsync(service.Name)).RequestsPerSecond > 0, $"{service.Name} is called");
        }
    }

    [Fact]
    public async Task Every_service_reports_its_first_version_once_although_the_Control_Plane_was_away_at_first()
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(ShopServices.All.All(service => shop.Deployments.Of(service.Name).Count > 0)), "every first version is reported");
        Assert.All(ShopServices.All, service =>
        {
            var report = shop.Deployments.Of(service.Name)[0];
            Assert.Equal(service.Version, report.GetProperty("version").GetString());
            Assert.Equal("demo", report.GetProperty("environment").GetString());
            Assert.Single(shop.Deployments.Of(service.Name), other => other.GetProperty("description").GetString()!.StartsWith("First", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData("checkout", "service_peer_requests_total", "peer_service=\"payment\"")]
    [InlineData("checkout", "service_peer_requests_total", "outcome=\"ok\"")]
    [InlineData("checkout", "service_peer_request_duration_seconds_bucket", "peer_service=\"orders\"")]
    [InlineData("checkout", "service_peer_request_duration_seconds_count", "peer_service=\"orders\"")]
    [InlineData("checkout", "http_server_request_duration_seconds_count", "http_route=\"/checkouts\"")]
    [InlineData("checkout", "http_server_request_duration_seconds_bucket", "http_response_status_code=\"200\"")]
    [InlineData("newsletter", "service_queue_depth", "")]
    [InlineData("search", "service_memory_limit_bytes", "")]
    [InlineData("search", "dotnet_process_memory_working_set_bytes", "")]
    [InlineData("search", "dotnet_process_cpu_time_seconds_total", "")]
    public async Task Metrics_have_the_names_that_the_platform_reads(string service, string name, string label)
    {
        (await shop.BuyAsync()).EnsureSuccessStatusCode();

        Assert.Matches(new Regex($@"^{name}\{{[^}}]*{Regex.Escape(label)}[^}}]*\}} \S+", RegexOptions.Multiline), await shop.MetricsAsync(service));
    }

    [Fact]
    public async Task Watching_a_service_does_not_count_as_its_work()
    {
        await shop.StateAsync("payment");
        await shop.MetricsAsync("payment");

        Assert.DoesNotMatch("http_route=\"/(metrics|health|control)", await shop.MetricsAsync("payment"));
    }

    [Fact]
    public async Task A_service_obeys_only_the_console()
    {
        using var stranger = new HttpClient(new SocketsHttpHandler()) { BaseAddress = shop.Client("payment").BaseAddress };

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri("/control/state", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PutAsJsonAsync("/control/fault", new { enabled = true }, Cancellation)).StatusCode);
        Assert.False((await shop.StateAsync("payment")).FaultOn);
    }

    [Fact]
    public async Task A_purchase_of_what_the_shop_does_not_sell_is_refused_with_the_field()
    {
        using var checkout = shop.Client("checkout");
        using var response = await checkout.PostAsJsonAsync("/checkouts", new { product_id = 99, pieces = 1 }, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("product_id", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }
}
