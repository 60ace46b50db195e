using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>How much normal time there is to compare with, and how much is needed; pure.</summary>
/// <param name="HaveSeconds">From where the series begin to the onset, or to the end where no onset is known, without the time of earlier trouble.</param>
/// <param name="NeedSeconds">Three minutes before a known onset; four where it has to be searched for.</param>
internal sealed record NormalTime(double HaveSeconds, double NeedSeconds)
{
    /// <summary>Normal time that a comparison needs.</summary>
    public const double NeededSeconds = 180;

    private const double NeededToSearch = 240;

    /// <summary>A tenth of a minute: rounded down, so that almost enough does not read as enough.</summary>
    private const double ShownSeconds = 6;

    /// <param name="scope">What is asked about.</param>
    /// <param name="evidence">What was measured.</param>
    /// <param name="troubled">When something was already wrong.</param>
    public static NormalTime Of(InvestigationScope scope, GatheredEvidence evidence, IReadOnlyList<TimeRange> troubled)
    {
        double[] begins = [.. Begins(evidence)];
        var (begin, end) = (begins.Length == 0 ? double.MaxValue : RobustStatistics.Median(begins), UnixTime.Of(scope.Onset ?? scope.End));
        var have = Math.Max(0, end - begin - TimeRange.Covered(troubled, begin, end));
        return new NormalTime(Math.Floor(have / ShownSeconds) * ShownSeconds, scope.Onset is null ? NeededToSearch : NeededSeconds);
    }

    /// <summary>
    /// Where the window begins: not before there are samples. Where the onset has to be searched for, not before half of the series
    /// have begun, or else it would be found where they begin.
    /// </summary>
    public static double Start(InvestigationScope scope, GatheredEvidence evidence)
    {
        double[] begins = [.. Begins(evidence)];
        var first = begins.Length == 0 ? UnixTime.Of(scope.End) : scope.Onset is null ? RobustStatistics.Median(begins) : begins.Min();
        return Math.Max(UnixTime.Of(scope.Start), first);
    }

    private static IEnumerable<double> Begins(GatheredEvidence evidence) =>
        from signal in evidence.Signals
        where signal.Value is not null
        from series in signal.Value!.Series
        let first = Array.FindIndex(series.Values, double.IsFinite)
        where first >= 0
        select series.Times[first];
}
