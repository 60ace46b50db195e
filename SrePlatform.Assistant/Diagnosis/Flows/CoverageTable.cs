using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>One row for each source: asked or not, answered or not.</summary>
internal static class CoverageTable
{
    public static IReadOnlyList<CoverageRow> Of(IEnumerable<ObservedSource> observations)
    {
        var bySource = observations.ToLookup(observed => observed.Source, StringComparer.Ordinal);
        return [.. Sources.All.Select(source => Row(source, [.. bySource[source]]))];
    }

    private static CoverageRow Row(string source, IReadOnlyList<ObservedSource> asked)
    {
        if (asked.Count == 0)
        {
            var connected = source is not (Sources.Logs or Sources.Grafana);
            return new CoverageRow(source, ObservationStatus.NotAsked, Messages.Of(connected ? "coverage.not_needed" : "coverage.not_configured"));
        }

        var answered = asked.Where(observed => observed.Answered).ToList();
        var failed = asked.Where(observed => !observed.Answered).ToList();
        if (answered.Count == 0)
        {
            var status = failed.Any(observed => observed.Status == ObservationStatus.Unavailable) ? ObservationStatus.Unavailable : ObservationStatus.NotAsked;
            return new CoverageRow(source, status, status == ObservationStatus.NotAsked
                ? Messages.Of("coverage.budget")
                : Messages.Of("coverage.unavailable", ("problem", failed[0].Problem)));
        }

        var best = answered.Any(observed => observed.Status == ObservationStatus.Checked) ? ObservationStatus.Checked : ObservationStatus.Empty;
        if (failed.Count > 0)
        {
            return new CoverageRow(source, best, Messages.Of("coverage.partial", ("answered", answered.Count), ("asked", asked.Count), ("problem", failed[0].Problem)));
        }

        var detail = best == ObservationStatus.Empty
            ? Messages.Of("coverage.empty", ("summary", answered[0].Summary))
            : Messages.Of("coverage.checked", ("count", answered.Count), ("summary", string.Join("; ", answered.Where(observed => observed.Status == ObservationStatus.Checked).Select(observed => observed.Summary).Take(3))));
        return new CoverageRow(source, best, detail);
    }
}
