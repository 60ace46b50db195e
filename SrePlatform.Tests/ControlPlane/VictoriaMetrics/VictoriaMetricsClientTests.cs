using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.AspNetCore.Builder;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.VictoriaMetrics;

[Trait("Category", "Database")]
public sealed class VictoriaMetricsClientTests(MetricsServer metrics)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_imported_can_be_asked_for()
    {
        await using var services = Services(await metrics.SettingsAsync());
        var client = services.GetRequiredService<VictoriaMetricsClient>();

        Assert.Null(await client.ImportAsync(PrometheusText.Write([new("client_test", [new("service", "a\"b\\c")], 42.5)]), Cancellation));
        var query = $"client_test{{service={MetricsQl.Quote("a\"b\\c")}}}";
        await Eventually.TrueAsync(async () => (await client.QueryAsync(query, cancellationToken: Cancellation)).Value is [{ Value: 42.5 }], "the sample is there");

        var now = TimeProvider.System.GetUtcNow();
        var range = await client.QueryRangeAsync(query, now.AddMinutes(-1), now.AddSeconds(5), TimeSpan.FromSeconds(1), cancellationToken: Cancellation);
        Assert.Equal(42.5, Assert.Single(range.Value!).Values[^1]);
        var elsewhere = await client.QueryAsync(query, extraFilters: ["{service=\"another\"}"], cancellationToken: Cancellation);
        Assert.Empty(elsewhere.Value!);
    }

    [Fact]
    public async Task A_wrong_query_says_what_is_wrong_with_it()
    {
        await using var services = Services(await metrics.SettingsAsync());
        var answer = await services.GetRequiredService<VictoriaMetricsClient>().QueryAsync("sum by (", cancellationToken: Cancellation);
        Assert.Equal(MetricsFailureReason.BadQuery, answer.Failure!.Reason);
        Assert.DoesNotContain("when executing", answer.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_an_absent_server_and_no_address_are_told_apart()
    {
        var settings = await metrics.SettingsAsync();
        settings["VictoriaMetrics:Password"] = "wrong";
        Assert.Equal(MetricsFailureReason.Unauthorized, await ReasonAsync(settings));
        settings["VictoriaMetrics:Url"] = $"http://127.0.0.1:{GuardedProcess.FreePort()}";
        Assert.Equal(MetricsFailureReason.Unreachable, await ReasonAsync(settings));
        settings["VictoriaMetrics:Url"] = null;
        Assert.Equal(MetricsFailureReason.NotConfigured, await ReasonAsync(settings));
    }

    private static async Task<MetricsFailureReason> ReasonAsync(Dictionary<string, string?> settings)
    {
        await using var services = Services(settings);
        return (await services.GetRequiredService<VictoriaMetricsClient>().QueryAsync("up", cancellationToken: Cancellation)).Failure!.Reason;
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddVictoriaMetrics();
        return builder.Services.BuildServiceProvider();
    }
}
