namespace SrePlatform.Assistant.Rca;

/// <summary>Everything one ranking looks at.</summary>
/// <param name="Series">All series, in any order.</param>
/// <param name="Edges">The call graph; empty where there is none.</param>
/// <param name="Changes">Deployments and configuration changes near the window.</param>
/// <param name="SymptomServices">Where the symptom was noticed; empty asks about the whole system.</param>
/// <param name="WindowStart">Unix seconds, start of the baseline.</param>
/// <param name="WindowEnd">Unix seconds, end of what is looked at.</param>
/// <param name="OnsetHint">When the symptom is thought to have begun, give or take minutes; null searches for it.</param>
/// <param name="StepSeconds">Distance of two samples.</param>
/// <param name="SymptomSignal">The signal that alerted, where known; null takes the strongest of the symptom services.</param>
public sealed record RankingInput(
    IReadOnlyList<MetricSeries> Series,
    IReadOnlyList<CallEdge> Edges,
    IReadOnlyList<ChangeEvent> Changes,
    IReadOnlyList<string> SymptomServices,
    double WindowStart,
    double WindowEnd,
    double? OnsetHint,
    double StepSeconds,
    string? SymptomSignal = null)
{
    /// <summary>Time before the onset when something was already wrong: no example of what is usual. Merged, in order.</summary>
    public IReadOnlyList<TimeRange> Troubled { get; init; } = [];

    /// <summary>Whether that time stays in the baseline nevertheless, because too little would remain without it.</summary>
    public bool KeepsTroubled { get; init; }

    /// <summary>Unix seconds when earlier, known trouble was over: the hint's tolerance does not reach back past it. Null where there was none.</summary>
    public double? NotBefore { get; init; }
}
