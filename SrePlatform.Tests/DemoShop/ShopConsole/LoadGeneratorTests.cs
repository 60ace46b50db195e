using SrePlatform.DemoShop.ShopConsole;
using Xunit;

namespace SrePlatform.Tests.DemoShop.ShopConsole;

[Trait("Category", "Unit")]
public sealed class LoadGeneratorTests
{
    [Fact]
    public void Arrivals_have_the_mean_of_the_rate_and_are_as_irregular_as_customers()
    {
        var random = new Random(7);
        double[] gaps = [.. Enumerable.Range(0, 50_000).Select(_ => LoadGenerator.SecondsToNext(50, random.NextDouble()))];

        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean)));

        Assert.Equal(1.0 / 50, mean, tolerance: 0.0005);
        Assert.Equal(mean, deviation, tolerance: 0.0005);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(5, 30)]
    [InlineData(10, 50)]
    [InlineData(1000, 50)]
    public void Customers_come_in_growing_numbers_after_the_opening(double seconds, double rate) =>
        Assert.Equal(rate, LoadGenerator.RateAfter(seconds, 50), precision: 6);
}
