using SrePlatform.Assistant.Evaluation;
using Xunit;

namespace SrePlatform.Tests.Assistant.Evaluation;

[Trait("Category", "Unit")]
public sealed class NabScoringTests
{
    private static readonly NabProfile Standard = NabScoring.Profiles[0];

    [Fact]
    public void The_first_row_of_the_window_alone_is_perfect()
    {
        Assert.Equal(100, NabScoring.Best([Series(1000, [(500, 599)], 500)], Standard).Score, 1e-9);
    }

    [Fact]
    public void A_detector_that_never_fires_scores_nothing()
    {
        Assert.Equal(0, NabScoring.Best([Series(1000, [(500, 599)])], Standard).Score, 1e-9);
    }

    [Fact]
    public void A_late_detection_earns_less_and_a_false_alarm_costs_its_weight()
    {
        var late = NabScoring.Best([Series(1000, [(500, 599)], 590)], Standard).Score;
        var withFalse = NabScoring.Best([Series(1000, [(500, 599)], 500, 300)], Standard).Score;

        Assert.InRange(late, 50, 99);
        Assert.Equal(100 - (100 * 0.11 / 2), withFalse, 1e-9);
    }

    [Fact]
    public void Rows_of_the_probation_do_not_count()
    {
        Assert.Equal(100, NabScoring.Best([Series(1000, [(500, 599)], 500, 10)], Standard).Score, 1e-9);
    }

    private static NabSeries Series(int rows, IReadOnlyList<(int, int)> windows, params int[] alarms)
    {
        var scores = new double[rows];
        foreach (var alarm in alarms)
            scores[alarm] = 1;
        return new NabSeries("series", scores, windows);
    }
}
