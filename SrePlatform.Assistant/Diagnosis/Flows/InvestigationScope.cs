namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>What an investigation is about, and which time it looks at.</summary>
/// <param name="SymptomServices">Where it was noticed; empty asks about the whole system.</param>
/// <param name="SymptomSignal">The signal that alerted, where known.</param>
/// <param name="Onset">When it is thought to have begun; null searches for it.</param>
internal sealed record InvestigationScope(
    IReadOnlyList<string> SymptomServices,
    string? SymptomSignal,
    DateTimeOffset? Onset,
    DateTimeOffset Start,
    DateTimeOffset End,
    TimeSpan Step)
{
    private const int FinestSamples = 720;

    /// <summary>
    /// The baseline before the onset and some time after it, never past the reference time. The step is the sampling interval, or
    /// what keeps a series under a bounded number of samples.
    /// </summary>
    public static InvestigationScope Around(
        IReadOnlyList<string> services, string? signal, DateTimeOffset? onset, DateTimeOffset? until, DateTimeOffset referenceTime, TimeSpan interval, DiagnosisOptions options)
    {
        var known = onset is { } given && given < referenceTime ? given : (DateTimeOffset?)null;
        var latest = known is { } from ? Earlier(referenceTime, from + TimeSpan.FromSeconds(options.AftermathSeconds)) : referenceTime;
        var end = until is { } limit && limit < latest && (known is null || limit > known) ? limit : latest;
        var start = (known ?? end) - TimeSpan.FromSeconds(options.BaselineSeconds);
        var steps = Math.Ceiling((end - start).TotalSeconds / FinestSamples / interval.TotalSeconds);
        return new InvestigationScope(services, signal, known, start, end, interval * Math.Max(1, steps));
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
