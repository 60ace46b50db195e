namespace SrePlatform.Assistant.Rca;

/// <summary>Where the baseline ends and what is judged begins.</summary>
/// <param name="Start">Unix seconds, start of the baseline.</param>
/// <param name="Cut">Unix seconds, end of the baseline: the hint, less what it may be late.</param>
/// <param name="End">Unix seconds, end of the window.</param>
/// <param name="StepSeconds">Distance of two samples.</param>
public readonly record struct ShiftWindow(double Start, double Cut, double End, double StepSeconds)
{
    /// <summary>Time that is left out of the baseline, since something was wrong in it.</summary>
    public IReadOnlyList<TimeRange> Troubled { get; init; } = [];

    /// <summary>Keeps a hint's tolerance out of the baseline, but never more than a third of the baseline.</summary>
    public static ShiftWindow Around(double start, double hint, double end, double step, RankingParameters parameters)
    {
        hint = Math.Clamp(hint, start, Math.Max(start, end));
        var guard = Math.Min(parameters.HintToleranceSeconds, (hint - start) / 3);
        return new ShiftWindow(start, hint - guard, end, step);
    }
}
