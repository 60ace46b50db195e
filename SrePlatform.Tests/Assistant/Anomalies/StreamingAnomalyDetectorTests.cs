using CsCheck;
using SrePlatform.Assistant.Anomalies;
using Xunit;

namespace SrePlatform.Tests.Assistant.Anomalies;

[Trait("Category", "Unit")]
public sealed class StreamingAnomalyDetectorTests
{
    private const int Day = 96;

    [Fact]
    public void A_value_never_seen_scores_above_everything_before()
    {
        var scores = Scores([.. Usual(10).Select((v, i) => i == 900 ? v + 100 : v)]);

        Assert.Equal(900, Array.IndexOf(scores, scores.Max()));
        Assert.True(scores[900] > 0.5);
    }

    [Fact]
    public void A_usual_value_at_an_unusual_time_is_noticed()
    {
        var values = Usual(10);
        for (var i = 860; i < 880; i++)
            values[i] = values[i - (Day / 2)];

        var scores = Scores(values);

        Assert.True(scores[860..880].Max() > scores[400..860].Max());
    }

    [Fact]
    public void What_follows_an_alarm_stays_quiet_until_it_gets_worse()
    {
        var scores = Scores([.. Usual(10).Select((v, i) => i is >= 900 and < 920 ? v + 100 : v)]);

        Assert.True(scores[900..920].Count(s => s > 0.5) <= 3);
    }

    [Fact]
    public void Any_stream_with_gaps_scores_within_bounds()
    {
        var value = Gen.OneOf(Gen.Double, Gen.Const(double.NaN), Gen.Const(0.0), Gen.Double[0, 1]);
        Gen.Select(value.Array[0, 400], Gen.Int[0, 50]).Sample((values, period) =>
        {
            var detector = new StreamingAnomalyDetector(period);
            Assert.All(values, v => Assert.InRange(detector.Next(v), 0, 1));
        }, iter: 50);
    }

    [Fact]
    public void The_past_alone_decides()
    {
        var values = Usual(8);
        var whole = Scores(values);

        Assert.Equal(whole[..500], Scores(values[..500]));
    }

    private static double[] Usual(int days)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, days * Day).Select(i => 50 + (30 * Math.Sin(2 * Math.PI * i / Day)) + random.NextDouble())];
    }

    private static double[] Scores(double[] values)
    {
        var detector = new StreamingAnomalyDetector(Day);
        return [.. values.Select(detector.Next)];
    }
}
