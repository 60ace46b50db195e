namespace SrePlatform.Assistant.Rca;

/// <summary>The few constants of the ranking; one set serves every source of data.</summary>
public sealed record RankingParameters
{
    /// <summary>The set in use.</summary>
    public static RankingParameters Default { get; } = new();

    /// <summary>How far the onset hint may be off, in seconds, to either side.</summary>
    public double HintToleranceSeconds { get; init; } = 300;

    /// <summary>A level counts once it has held this long, in seconds (and for three samples).</summary>
    public double SustainedSeconds { get; init; } = 60;

    /// <summary>Robust standard deviations from which a level counts as shifted.</summary>
    public double ShiftThreshold { get; init; } = 5;

    /// <summary>A baseline shorter than this, in seconds, supports no finding.</summary>
    public double MinimumBaselineSeconds { get; init; } = 180;

    /// <summary>A change counts for an onset that follows it within this many seconds.</summary>
    public double ChangeLookbackSeconds { get; init; } = 1800;

    /// <summary>Share of the score that the size of the unexplained shift can earn.</summary>
    public double ShiftWeight { get; init; } = 0.5;

    /// <summary>Share of the score that the order of the onsets can earn.</summary>
    public double OnsetWeight { get; init; } = 0.15;

    /// <summary>Share of the score that the place in the call graph can earn.</summary>
    public double GraphWeight { get; init; } = 0.2;

    /// <summary>Share of the score that a change shortly before the onset can earn.</summary>
    public double ChangeWeight { get; init; } = 0.15;
}
