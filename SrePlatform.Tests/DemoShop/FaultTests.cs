using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.DemoShop;

/// <summary>Each switch changes what requests and processes go through, and switching it off ends that.</summary>
[Collection(RunningShop.Tests)]
[Trait("Category", "EndToEnd")]
public sealed partial class FaultTests(RunningShop shop) : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => (await shop.Console.DeleteAsync(new Uri("/faults", UriKind.Relative), CancellationToken.None)).EnsureSuccessStatusCode();

    [Fact]
    public async Task A_slow_inventory_slows_down_who_waits_for_it()
    {
        await SwitchAsync("latency-inventory", on: true);

        Assert.All(await BrowseAsync(3), seconds => Assert.InRange(seconds, 0.39, 2.5));

        await SwitchAsync("latency-inventory", on: false);
        await Eventually.TrueAsync(async () => (await BrowseAsync(3)).Max() < 0.39, "browsing is as quick as before");
    }

    [Fact]
    public async Task A_bad_deployment_is_reported_fails_about_three_charges_in_ten_and_is_rolled_back()
    {
        await SwitchAsync("bad-deployment-payment", on: true);

        Assert.Equal("v2.3.1", (await shop.StateAsync("payment")).Version);
        Assert.InRange(await FailedPurchasesAsync(80), 8, 44);
        await Eventually.TrueAsync(() => Task.FromResult(shop.Deployments.Of("payment").Count == 2), "the deployment is reported");
        var bad = shop.Deployments.Of("payment")[1];
        Assert.Equal("v2.3.1", bad.GetProperty("version").GetString());
        Assert.Equal("v2.3.0", bad.GetProperty("previous_version").GetString());
        Assert.Equal("succeeded", bad.GetProperty("status").GetString());
        Assert.True(bad.GetProperty("deployed_at").GetDateTimeOffset() > shop.Deployments.Of("payment")[0].GetProperty("deployed_at").GetDateTimeOffset());

        await SwitchAsync("bad-deployment-payment", on: false);

        Assert.Equal(0, await FailedPurchasesAsync(20));
        await Eventually.TrueAsync(() => Task.FromResult(shop.Deployments.Of("payment").Count == 3), "the rollback is reported");
        Assert.Equal("v2.3.0", shop.Deployments.Of("payment")[2].GetProperty("version").GetString());
    }

    [Fact]
    public async Task While_orders_is_down_nobody_can_buy_and_everybody_can_look()
    {
        await SwitchAsync("dependency-down-orders", on: true);

        Assert.Equal(5, await FailedPurchasesAsync(5));
        await BrowseAsync(3);

        await SwitchAsync("dependency-down-orders", on: false);
        Assert.Equal(0, await FailedPurchasesAsync(5));
    }

    [Fact]
    public async Task A_catalog_that_burns_CPU_uses_at_most_half_a_core_and_keeps_people_waiting()
    {
        await SwitchAsync("cpu-burn-catalog", on: true);
        var clock = Stopwatch.StartNew();
        var before = await CpuSecondsAsync("catalog");

        await Eventually.TrueAsync(async () => await CpuSecondsAsync("catalog") - before > 3, "catalog burns three seconds of CPU");
        await Eventually.TrueAsync(async () => (await BrowseAsync(10)).Max() > 0.1, "browsing waits for a burst");

        Assert.InRange((await CpuSecondsAsync("catalog") - before) / clock.Elapsed.TotalSeconds, 0, 0.65);
    }

    [Fact]
    public async Task A_leak_in_search_holds_memory_until_it_is_switched_off()
    {
        var before = (await shop.StateAsync("search")).MemoryBytes;
        await SwitchAsync("memory-leak-search", on: true);

        await Eventually.TrueAsync(async () => (await shop.StateAsync("search")).MemoryBytes > before + (40L << 20), "search holds 40 MB more");

        await SwitchAsync("memory-leak-search", on: false);
        await Eventually.TrueAsync(async () => (await shop.StateAsync("search")).MemoryBytes < before + (25L << 20), "search gives the memory back");
    }

    [Fact]
    public async Task Noise_of_the_newsletter_is_loud_and_no_customer_notices()
    {
        await SwitchAsync("noise-newsletter", on: true);

        Assert.InRange((await shop.StateAsync("newsletter")).QueueDepth, 4000, 20000);
        await Eventually.TrueAsync(
            async () => await shop.StateAsync("newsletter") is { ErrorShare: > 0.1, P95Seconds: > 0.3 }, "sending mails is slow and fails");
        Assert.Equal(0, await FailedPurchasesAsync(10));
        await BrowseAsync(5);

        await SwitchAsync("noise-newsletter", on: false);
        await Eventually.TrueAsync(async () => (await shop.StateAsync("newsletter")).QueueDepth < 50, "the queue is short again");
    }

    private async Task SwitchAsync(string fault, bool on) => (await shop.SwitchAsync(fault, on)).EnsureSuccessStatusCode();

    /// <summary>Seconds that each of so many visits took; all succeed.</summary>
    private async Task<IReadOnlyList<double>> BrowseAsync(int visits)
    {
        List<double> seconds = [];
        for (var visit = 0; visit < visits; visit++)
        {
            var clock = Stopwatch.StartNew();
            using var response = await shop.Storefront.GetAsync(new Uri("/browse", UriKind.Relative), Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            seconds.Add(clock.Elapsed.TotalSeconds);
        }

        return seconds;
    }

    private async Task<int> FailedPurchasesAsync(int purchases)
    {
        var failed = 0;
        for (var purchase = 0; purchase < purchases; purchase++)
        {
            using var response = await shop.BuyAsync();
            failed += response.IsSuccessStatusCode ? 0 : 1;
        }

        return failed;
    }

    private async Task<double> CpuSecondsAsync(string service) =>
        CpuTime().Matches(await shop.MetricsAsync(service)).Sum(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^dotnet_process_cpu_time_seconds_total\{[^}]*\} (\S+)", RegexOptions.Multiline)]
    private static partial Regex CpuTime();
}
