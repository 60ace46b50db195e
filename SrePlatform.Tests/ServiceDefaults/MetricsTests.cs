using System.Diagnostics.Metrics;
using Xunit;

namespace SrePlatform.Tests.ServiceDefaults;

[Trait("Category", "Unit")]
public sealed class MetricsTests
{
    [Fact]
    public async Task What_is_measured_in_seconds_falls_into_buckets_of_seconds()
    {
        using var realm = new RealmInMemory(TimeProvider.System);
        await using var service = await TestService.StartAsync(realm, TimeProvider.System);
        using var meter = new Meter("SrePlatform.Tests.Buckets");
        meter.CreateHistogram<double>("buckets.test", "s").Record(0.02);
        using var client = service.Client();
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        var buckets = metrics.Split('\n').Where(line => line.StartsWith("buckets_test_seconds_bucket", StringComparison.Ordinal)).ToList();
        Assert.Contains(buckets, line => line.Contains("le=\"0.01\"", StringComparison.Ordinal) && line.Contains("} 0", StringComparison.Ordinal));
        Assert.Contains(buckets, line => line.Contains("le=\"0.025\"", StringComparison.Ordinal) && line.Contains("} 1", StringComparison.Ordinal));
    }
}
