using System.Collections.Concurrent;

namespace SrePlatform.ControlPlane.Platform.Audit;

/// <summary>Who was refused what, within one minute.</summary>
/// <param name="Source">Remote address, or the name of who was signed in.</param>
/// <param name="Area">First part of the path.</param>
internal sealed record Refusal(string Source, string Area, int Status);

/// <summary>Counts refusals in memory, so that somebody who hammers at the door cannot fill the audit log.</summary>
internal sealed class RefusalCounts
{
    private const int MostKeys = 500;
    private ConcurrentDictionary<Refusal, int> _counts = new();

    public void Add(Refusal refusal)
    {
        var counts = _counts;
        var key = counts.Count < MostKeys || counts.ContainsKey(refusal) ? refusal : refusal with { Source = "others", Area = "/" };
        counts.AddOrUpdate(key, 1, (_, count) => count + 1);
    }

    /// <summary>What was counted since the last call.</summary>
    public IReadOnlyDictionary<Refusal, int> Take() => Interlocked.Exchange(ref _counts, new ConcurrentDictionary<Refusal, int>());
}
