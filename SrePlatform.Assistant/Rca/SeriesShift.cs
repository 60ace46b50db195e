namespace SrePlatform.Assistant.Rca;

/// <summary>How one series moved.</summary>
/// <param name="Series">The series.</param>
/// <param name="HasBaseline">Whether there was enough normal time to compare with.</param>
/// <param name="Before">Usual level, in the signal's unit; NaN without a baseline.</param>
/// <param name="After">The most deviating level that was sustained after; NaN where nothing was measured.</param>
/// <param name="Score">Robust standard deviations between the two, 0 or more.</param>
/// <param name="Direction">+1 up, -1 down, 0 none.</param>
/// <param name="Onset">Unix seconds at which the level left the baseline for good; null when it did not.</param>
/// <param name="BaselineSeconds">Length of the baseline.</param>
/// <param name="IsShifted">Whether the move is large, sustained and outside of what the baseline itself showed.</param>
/// <param name="IsBad">Whether it is shifted, in the direction that is bad for this signal.</param>
/// <param name="Vanished">Whether the series stopped reporting.</param>
public sealed record SeriesShift(
    MetricSeries Series,
    bool HasBaseline,
    double Before,
    double After,
    double Score,
    int Direction,
    double? Onset,
    double BaselineSeconds,
    bool IsShifted,
    bool IsBad,
    bool Vanished)
{
    /// <summary>Whether the level was back to usual at the end of the window.</summary>
    public bool HasEnded { get; init; }

    /// <summary>How the signal is read.</summary>
    public SignalMeaning Meaning => Signals.Of(Series.Signal);

    /// <summary>Size of the move, in the signal's unit; 0 where unknown.</summary>
    public double Change => double.IsFinite(After - Before) ? After - Before : 0;
}
