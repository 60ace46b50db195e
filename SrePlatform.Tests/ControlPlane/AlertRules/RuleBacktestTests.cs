using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.AlertRules;

[Trait("Category", "Unit")]
public sealed class RuleBacktestTests
{
    private const double Step = 15;

    [Fact]
    public void It_fires_when_it_has_held_for_its_duration_and_once_per_stretch()
    {
        var result = Run(60, Stretch(0, 5), Stretch(300, 4));
        Assert.Equal([60], result.Firings.Select(firing => firing.Start));
        Assert.Equal(75, result.Firings[0].End);
        Assert.Equal(TimeSpan.FromSeconds(15), result.FiringFor);
    }

    [Fact]
    public void A_missing_evaluation_begins_the_wait_anew() => Assert.Empty(Run(60, Stretch(0, 3), Stretch(60, 4)).Firings);

    [Fact]
    public void Without_a_duration_a_single_evaluation_fires() => Assert.Equal(2, Run(0, Stretch(0, 1), Stretch(300, 1)).Firings.Count);

    [Fact]
    public void Series_are_counted_apart()
    {
        var result = RuleBacktest.Run([Series("a", Stretch(0, 5)), Series("b", Stretch(0, 5))], Step, TimeSpan.FromSeconds(30));
        Assert.Equal((2, 2), (result.Firings.Count, result.Targets));
    }

    [Theory]
    [InlineData("up == 0", "up", "==", 0.0)]
    [InlineData("1 - avg(rate(x[5m])) > 0.9", "1 - avg(rate(x[5m]))", ">", 0.9)]
    [InlineData("a{b=\"c>1\"} >= 1e3", "a{b=\"c>1\"}", ">=", 1000.0)]
    public void The_compared_value_is_told_from_its_threshold(string expression, string value, string sign, double threshold) =>
        Assert.Equal((value, sign, threshold), ComparedValue.Split(expression));

    [Theory]
    [InlineData("a > 1 and b > 2")]
    [InlineData("a > b")]
    [InlineData("absent(up)")]
    public void Joined_conditions_have_no_single_value(string expression) => Assert.Null(ComparedValue.Split(expression));

    private static BacktestResult Run(double hold, params double[][] stretches) => RuleBacktest.Run([Series("a", [.. stretches.SelectMany(times => times)])], Step, TimeSpan.FromSeconds(hold));

    private static double[] Stretch(double start, int count) => [.. Enumerable.Range(0, count).Select(index => start + (index * Step))];

    private static RangeSeries Series(string name, double[] times) => new(new Dictionary<string, string> { ["name"] = name }, times, [.. times.Select(_ => 1d)]);
}
