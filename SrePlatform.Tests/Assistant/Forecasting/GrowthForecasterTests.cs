using CsCheck;
using SrePlatform.Assistant.Forecasting;
using Xunit;

namespace SrePlatform.Tests.Assistant.Forecasting;

[Trait("Category", "Unit")]
public sealed class GrowthForecasterTests
{
    [Fact]
    public void Steady_growth_under_a_daily_wave_is_carried_on()
    {
        double[] values = [.. Enumerable.Range(0, 24 * 14).Select(hour => 40 + (hour * 0.05) + (5 * Math.Sin(hour * Math.PI / 12)))];
        var forecast = GrowthForecaster.Forecast(values, 24 * 21, 24);
        Assert.InRange(forecast.Trend.Slope, 0.045, 0.055);
        // 60 is met where 40 + 0.05 h + wave passes it: between 300 and 400 hours, 336 of which have passed.
        var full = forecast.Series.StepsTo(80).Expected;
        Assert.NotNull(full);
        Assert.InRange(336 + full.Value, 690, 830);
    }

    [Fact]
    public void A_wave_alone_is_no_trend()
    {
        double[] values = [.. Enumerable.Range(0, 24 * 10).Select(hour => 50 + (20 * Math.Sin(hour * Math.PI / 12)))];
        Assert.False(GrowthForecaster.Forecast(values, 24 * 7, 24).Trend.IsSignificant);
    }

    [Fact]
    public void The_interval_holds_the_point_and_widens_where_growth_is_uncertain() =>
        Gen.Double[0, 100].Array[24 * 5, 24 * 9].Sample(values =>
        {
            var forecast = GrowthForecaster.Forecast(values, 48, 24).Series;
            return Enumerable.Range(0, 48).All(step => forecast.Lower[step] <= forecast.Point[step] && forecast.Point[step] <= forecast.Upper[step] && double.IsFinite(forecast.Upper[step]));
        }, iter: 8);

    [Fact]
    public void Wild_days_do_not_bend_the_trend()
    {
        double[] days = [.. Enumerable.Range(0, 20).Select(day => day % 7 == 3 ? 500.0 : 10 + day)];
        Assert.InRange(TrendLine.Through(days).Slope, 0.8, 1.3);
        Assert.False(TrendLine.Through([1, double.NaN, 2]).IsSignificant);
    }
}
