using SrePlatform.Assistant.Diagnosis.Report;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>How much normal time there is to compare with, and how much is needed; pure.</summary>
/// <param name="HaveSeconds">From the first sample to the onset, or to the end where no onset is known.</param>
/// <param name="NeedSeconds">Three minutes before a known onset; four where it has to be searched for.</param>
internal sealed record NormalTime(double HaveSeconds, double NeedSeconds)
{
    /// <summary>Normal time that a comparison needs.</summary>
    public const double NeededSeconds = 180;

    private const double NeededToSearch = 240;

    public static NormalTime Of(InvestigationScope scope, GatheredEvidence evidence)
    {
        var start = Start(scope, evidence);
        return scope.Onset is { } onset
            ? new NormalTime(Math.Max(0, UnixTime.Of(onset) - start), NeededSeconds)
            : new NormalTime(Math.Max(0, UnixTime.Of(scope.End) - start), NeededToSearch);
    }

    /// <summary>The window begins with the first sample that there is.</summary>
    public static double Start(InvestigationScope scope, GatheredEvidence evidence)
    {
        var first = UnixTime.Of(scope.End);
        foreach (var series in evidence.Signals.Where(signal => signal.Value is not null).SelectMany(signal => signal.Value!.Series))
        {
            var index = Array.FindIndex(series.Values, double.IsFinite);
            first = index >= 0 ? Math.Min(first, series.Times[index]) : first;
        }

        return Math.Max(UnixTime.Of(scope.Start), first);
    }
}
