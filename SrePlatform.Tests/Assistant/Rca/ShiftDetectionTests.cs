using CsCheck;
using SrePlatform.Assistant.Rca;
using Xunit;

namespace SrePlatform.Tests.Assistant.Rca;

[Trait("Category", "Unit")]
public sealed class ShiftDetectionTests
{
    private const double Step = 15;
    private const int Before = 120;
    private const int After = 40;
    private static readonly ShiftWindow Window = ShiftWindow.Around(0, Before * Step, (Before + After) * Step, Step, RankingParameters.Default);

    private static readonly Gen<double[]> Noise = Gen.Double[-1, 1].Array[Before + After];

    [Fact]
    public void A_step_is_found_with_its_direction_levels_and_onset()
    {
        Gen.Select(Noise, Gen.Double[20, 100], Gen.Bool, Gen.Int[Before - 15, Before + 15]).Sample((noise, size, up, at) =>
        {
            var shift = Detect([.. noise.Select((n, i) => 50 + n + (i >= at ? (up ? size : -size) : 0))]);

            Assert.True(shift.IsShifted);
            Assert.Equal(up ? 1 : -1, shift.Direction);
            Assert.InRange(shift.Before, 49, 51);
            Assert.InRange(Math.Abs(shift.After - shift.Before), size - 2, size + 2);
            Assert.InRange(shift.Onset!.Value, (at - 2) * Step, (at + 2) * Step);
        });
    }

    [Fact]
    public void Known_trouble_is_neither_an_example_of_what_is_usual_nor_mistaken_for_what_came_next()
    {
        // The window's guard reaches back into the end of an earlier episode of the same size; the later one begins at the hint.
        var cut = (int)(Window.Cut / Step);
        var window = Window with { Troubled = [new TimeRange((cut - 8) * Step, (cut + 8) * Step)] };
        Noise.Sample(noise =>
        {
            double[] values = [.. noise.Select((n, i) => 50 + n + (i >= cut - 6 && i < cut + 5 ? 60 : i >= Before ? 60 : 0))];
            var shift = ShiftDetection.Detect(Series(values, 0), window, RankingParameters.Default);

            Assert.True(shift.IsShifted);
            Assert.InRange(shift.Onset!.Value, (Before - 2) * Step, (Before + 2) * Step);
        });
    }

    [Fact]
    public void Trouble_that_began_before_the_cut_and_goes_on_still_counts()
    {
        var cut = (int)(Window.Cut / Step);
        Noise.Sample(noise => Assert.True(Detect([.. noise.Select((n, i) => 50 + n + (i >= cut - 2 ? 60 : 0))]).IsShifted));
    }

    [Fact]
    public void The_score_does_not_depend_on_the_unit_where_floors_do_not_bind()
    {
        Gen.Select(Noise, Gen.Double[0, 50], Gen.Double[0.5, 20]).Sample((noise, size, unit) =>
        {
            var plain = Detect(Stepped(noise, size));
            var scaled = Detect([.. Stepped(noise, size).Select(v => v * unit)]);

            Assert.Equal(plain.Score, scaled.Score, 1e-6 * (1 + plain.Score));
            Assert.Equal(plain.IsShifted, scaled.IsShifted);
            Assert.Equal(plain.Onset, scaled.Onset);
        });
    }

    [Fact]
    public void Moving_the_clock_moves_the_onset_only()
    {
        Gen.Select(Noise, Gen.Double[0, 50], Gen.Int[1, 1_000_000]).Sample((noise, size, by) =>
        {
            var plain = Detect(Stepped(noise, size));
            var series = Series(Stepped(noise, size), by);
            var moved = ShiftDetection.Detect(series, new ShiftWindow(Window.Start + by, Window.Cut + by, Window.End + by, Step), RankingParameters.Default);

            Assert.Equal(plain.Score, moved.Score, 1e-9);
            Assert.Equal(plain.Onset + by, moved.Onset);
        });
    }

    [Fact]
    public void A_larger_step_never_scores_less()
    {
        Gen.Select(Noise, Gen.Double[0, 50], Gen.Double[0, 50]).Sample((noise, size, more) =>
            Assert.True(Detect(Stepped(noise, size + more)).Score >= Detect(Stepped(noise, size)).Score - 4));
    }

    [Fact]
    public void Arbitrary_samples_with_gaps_never_throw_and_never_yield_nonsense()
    {
        var value = Gen.OneOf(Gen.Double, Gen.Const(double.NaN), Gen.Const(0.0), Gen.Const(double.PositiveInfinity), Gen.Const(1e300));
        Gen.Select(value.Array[0, 200], One(Signals.Cpu, Signals.ErrorShare, "requests_total", "anything")).Sample((values, signal) =>
        {
            var shift = ShiftDetection.Detect(Series(values, 0, signal), Window, RankingParameters.Default);

            Assert.True(shift.Score >= 0 && !double.IsNaN(shift.Score));
            Assert.True(shift.IsShifted || !shift.IsBad);
            Assert.True(shift.Onset is null || shift.IsShifted);
        });
    }

    [Fact]
    public void A_constant_series_has_no_shift_and_a_trifle_on_top_is_none_either()
    {
        Assert.False(Detect([.. Enumerable.Repeat(5.0, Before + After)]).IsShifted);
        Assert.False(Detect([.. Enumerable.Range(0, Before + After).Select(i => i < Before ? 5.0 : 5.0001)]).IsShifted);
    }

    [Fact]
    public void Memory_that_grows_by_some_percent_is_a_runtime_at_work_and_by_half_a_leak()
    {
        Assert.False(Grown(1.06).IsShifted);
        Assert.True(Grown(1.5).IsShifted);

        static SeriesShift Grown(double factor) => ShiftDetection.Detect(
            new MetricSeries("payment", Signals.Memory, null, new Dictionary<string, string>(), [.. Enumerable.Range(0, Before + After).Select(i => i * Step)],
                [.. Enumerable.Range(0, Before + After).Select(i => 120e6 * (i >= Before ? factor : 1))]),
            Window, RankingParameters.Default);
    }

    [Fact]
    public void Single_outliers_do_not_count()
    {
        Gen.Select(Noise, Gen.Int[Before, Before + After - 1], Gen.Double[100, 1e6]).Sample((noise, at, size) =>
            Assert.False(Detect([.. noise.Select((n, i) => 500 + n + (i == at ? size : 0))]).IsShifted));
    }

    [Fact]
    public void What_drifts_on_as_before_has_not_shifted()
    {
        Noise.Sample(noise => Assert.False(Detect([.. noise.Select((n, i) => 500 + n + (0.3 * i))]).IsShifted));
    }

    [Fact]
    public void A_tenth_of_the_samples_missing_changes_little()
    {
        Gen.Select(Noise, Gen.Int[0, 9]).Sample((noise, offset) =>
        {
            var shift = Detect([.. Stepped(noise, 20).Select((v, i) => i % 10 == offset ? double.NaN : v)]);

            Assert.True(shift.IsShifted);
            Assert.InRange(shift.After - shift.Before, 18, 22);
        });
    }

    [Fact]
    public void A_counter_is_read_as_a_rate_across_restarts()
    {
        var total = 0.0;
        double[] values = [.. Enumerable.Range(0, Before + After).Select(i =>
        {
            total = i == 50 ? 0 : total + (Step * (i < Before ? 10 : 30));
            return total;
        })];

        var shift = ShiftDetection.Detect(Series(values, 0, "requests_total"), Window, RankingParameters.Default);

        Assert.True(shift.IsShifted);
        Assert.Equal(10, shift.Before, 1e-6);
        Assert.Equal(30, shift.After, 1e-6);
    }

    [Fact]
    public void A_series_that_falls_silent_has_vanished()
    {
        var values = Enumerable.Range(0, Before + After).Select(i => i < Before ? 1.0 : double.NaN).ToArray();

        Assert.True(Detect(values).Vanished);
        Assert.False(Detect([.. values.Select(_ => 1.0)]).Vanished);
    }

    private static double[] Stepped(double[] noise, double size) => [.. noise.Select((n, i) => 20 + n + (i >= Before ? size : 0))];

    private static SeriesShift Detect(double[] values) => ShiftDetection.Detect(Series(values, 0), Window, RankingParameters.Default);

    private static MetricSeries Series(double[] values, double start, string signal = "anything") => new(
        "service", signal, null, new Dictionary<string, string>(), [.. values.Select((_, i) => start + (i * Step))], values);

    private static Gen<string> One(params string[] names) => Gen.Int[0, names.Length - 1].Select(i => names[i]);
}
