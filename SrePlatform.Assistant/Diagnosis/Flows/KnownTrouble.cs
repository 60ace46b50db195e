using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>
/// When, before what is asked about, something related was already wrong, as alerts tell that are over by now. Such time is no example of
/// what is usual: with it, trouble of the same size that comes back would look like an old acquaintance. Pure.
/// </summary>
/// <param name="Ranges">Merged, in order, with some time around them.</param>
/// <param name="OverAt">Unix seconds when the last of it was over; null where there was none.</param>
internal sealed record KnownTrouble(IReadOnlyList<TimeRange> Ranges, double? OverAt)
{
    /// <summary>Trouble begins before its alert fires, and leaves the averaging windows some steps after it ends.</summary>
    private const int StepsAround = 12;

    /// <param name="scope">What is asked about.</param>
    /// <param name="alerts">Alerts that fired in the window.</param>
    /// <param name="edges">Who calls whom: what is not connected to the symptom says nothing about it.</param>
    public static KnownTrouble Of(InvestigationScope scope, IReadOnlyList<AlertRecord> alerts, IReadOnlyList<CallEdge> edges)
    {
        var around = StepsAround * scope.Step.TotalSeconds;
        var related = Related(scope.SymptomServices, edges);
        TimeRange[] over = [.. alerts
            .Where(alert => alert.Status == "resolved" && alert.EndsAt is { } end && end <= (scope.Onset ?? scope.End))
            .Where(alert => related is null || (alert.Service is { } service && related.Contains(service)))
            .Select(alert => new TimeRange(UnixTime.Of(alert.StartsAt), UnixTime.Of(alert.EndsAt!.Value)))];
        return new KnownTrouble(TimeRange.Merge(over.Select(range => new TimeRange(range.From - around, range.To + around))), over.Length == 0 ? null : over.Max(range => range.To));
    }

    /// <summary>
    /// Whether to leave it out of the baseline. Where too little would remain it stays in, as with an alert that comes and goes all day: what
    /// stands out even so is named, but that nothing does proves nothing.
    /// </summary>
    /// <param name="scope">What is asked about.</param>
    /// <param name="begin">Unix seconds, where measurements begin.</param>
    public bool CanBeLeftOut(InvestigationScope scope, double begin)
    {
        var onset = UnixTime.Of(scope.Onset ?? scope.End);
        return Ranges.Count == 0 || onset - begin - TimeRange.Covered(Ranges, begin, onset) >= NormalTime.NeededSeconds;
    }

    /// <summary>The symptom's services and all that are connected with them by calls; null for any.</summary>
    private static HashSet<string>? Related(IReadOnlyList<string> symptoms, IReadOnlyList<CallEdge> edges)
    {
        if (symptoms.Count == 0)
        {
            return null;
        }

        var related = new HashSet<string>(symptoms, StringComparer.Ordinal);
        var neighbours = edges.SelectMany(edge => new[] { (edge.Caller, edge.Callee), (edge.Callee, edge.Caller) }).ToLookup(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
        var queue = new Queue<string>(symptoms);
        while (queue.TryDequeue(out var service))
        {
            foreach (var neighbour in neighbours[service].Where(related.Add))
            {
                queue.Enqueue(neighbour);
            }
        }

        return related;
    }
}
