namespace SrePlatform.Assistant.Forecasting;

/// <summary>What a series is expected to do.</summary>
/// <param name="Point">Expected values, one per step after the end of the series, in its unit.</param>
/// <param name="Lower">Lower ends of the interval.</param>
/// <param name="Upper">Upper ends of the interval.</param>
/// <param name="Level">Share of outcomes that the interval should hold, 0..1.</param>
/// <param name="Members">The models that took part, with their weights; largest first.</param>
public sealed record SeriesForecast(
    double[] Point, double[] Lower, double[] Upper, double Level, IReadOnlyList<ForecastMember> Members)
{
    /// <summary>When a limit is passed.</summary>
    /// <param name="limit">In the unit of the series.</param>
    /// <param name="above">Whether passing means rising above; else falling below.</param>
    public TimeToLimit StepsTo(double limit, bool above = true)
    {
        return above ? new TimeToLimit(First(Upper), First(Point), First(Lower)) : new TimeToLimit(First(Lower), First(Point), First(Upper));

        int? First(double[] values)
        {
            var index = Array.FindIndex(values, v => above ? v > limit : v < limit);
            return index < 0 ? null : index + 1;
        }
    }
}

/// <summary>One model's part in a forecast.</summary>
/// <param name="Model">What it is.</param>
/// <param name="Weight">0..1; all weights sum to 1.</param>
/// <param name="Error">Mean absolute error on the held-back samples, in the unit of the series.</param>
public sealed record ForecastMember(string Model, double Weight, double Error);

/// <summary>Steps until a limit is passed; null where that is not within the horizon.</summary>
/// <param name="Earliest">By the near end of the interval.</param>
/// <param name="Expected">By the point forecast.</param>
/// <param name="Latest">By the far end of the interval.</param>
public sealed record TimeToLimit(int? Earliest, int? Expected, int? Latest);
