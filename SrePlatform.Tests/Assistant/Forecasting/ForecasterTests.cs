using CsCheck;
using SrePlatform.Assistant.Forecasting;
using Xunit;

namespace SrePlatform.Tests.Assistant.Forecasting;

[Trait("Category", "Unit")]
public sealed class ForecasterTests
{
    [Fact]
    public void A_season_goes_on()
    {
        var values = Enumerable.Range(0, 24 * 20).Select(t => 100 + (30 * Math.Sin(2 * Math.PI * t / 24))).ToArray();

        var forecast = Forecaster.Forecast(values, 24, [24]);

        for (var h = 0; h < 24; h++)
            Assert.Equal(100 + (30 * Math.Sin(2 * Math.PI * (values.Length + h) / 24)), forecast.Point[h], 1.0);
    }

    [Fact]
    public void A_constant_stays_without_a_band()
    {
        var forecast = Forecaster.Forecast([.. Enumerable.Repeat(7.0, 200)], 12, [24]);

        Assert.All(forecast.Point, p => Assert.Equal(7, p, 1e-9));
        Assert.All(forecast.Upper.Zip(forecast.Lower), b => Assert.Equal(0, b.First - b.Second, 1e-9));
    }

    [Fact]
    public void Any_series_gets_finite_ordered_intervals()
    {
        var value = Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Const(double.NaN), Gen.Const(0.0));
        Gen.Select(value.Array[1, 300], Gen.Int[1, 40], Gen.Int[2, 60]).Sample((values, horizon, period) =>
        {
            values[0] = 1;
            var forecast = Forecaster.Forecast(values, horizon, [period]);

            Assert.Equal(horizon, forecast.Point.Length);
            for (var h = 0; h < horizon; h++)
            {
                Assert.True(double.IsFinite(forecast.Point[h]));
                Assert.True(forecast.Lower[h] <= forecast.Point[h] && forecast.Point[h] <= forecast.Upper[h]);
            }

            Assert.Equal(1, forecast.Members.Sum(m => m.Weight), 1e-9);
        });
    }

    [Fact]
    public void Nothing_known_yields_no_numbers()
    {
        Assert.All(Forecaster.Forecast([double.NaN, double.NaN], 3, []).Point, p => Assert.True(double.IsNaN(p)));
    }

    [Fact]
    public void A_limit_is_passed_earliest_by_the_near_end_of_the_interval()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 400).Select(t => (0.5 * t) + random.NextDouble()).ToArray();
        var limit = values[^1] + 3;

        var reached = Forecaster.Forecast(values, 60, []).StepsTo(limit);

        Assert.NotNull(reached.Earliest);
        Assert.True(reached.Expected is null || reached.Expected >= reached.Earliest);
        Assert.True(reached.Latest is null || reached.Latest >= reached.Expected);
        Assert.Null(Forecaster.Forecast(values, 60, []).StepsTo(1e9).Earliest);
    }
}
