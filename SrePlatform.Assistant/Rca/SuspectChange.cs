namespace SrePlatform.Assistant.Rca;

/// <summary>The change that may have brought a service's trouble about.</summary>
/// <param name="Event">The change; null when none precedes the trouble.</param>
/// <param name="Weight">How much it speaks for the service being the cause, 0..1: 1 right at the onset, half of that at the end of the lookback.</param>
internal readonly record struct SuspectChange(ChangeEvent? Event, double Weight)
{
    /// <summary>What came after the estimated onset counts half: the estimate would have to be early.</summary>
    private const double AfterTheOnset = 0.5;

    /// <summary>
    /// The change in effect at the onset. A change that restored what ran before is a remedy: it is no suspect, and an onset that
    /// seems to follow it may be the end of what it remedied, so the next change that was out before the trouble was noticed is looked at instead.
    /// </summary>
    /// <param name="changes">All changes.</param>
    /// <param name="service">Whose.</param>
    /// <param name="onset">When its trouble is estimated to have begun, Unix seconds.</param>
    /// <param name="noticed">When it was noticed, where known: what came later is no cause.</param>
    /// <param name="tolerance">How late a change may seem to come, in seconds.</param>
    /// <param name="lookback">How long before the onset a change is of interest, in seconds.</param>
    public static SuspectChange Find(IEnumerable<ChangeEvent> changes, string service, double onset, double? noticed, double tolerance, double lookback)
    {
        var own = changes.Where(c => c.Service == service && c.At >= onset - lookback).OrderBy(c => c.At).ThenBy(c => c.Reference, StringComparer.Ordinal).ToList();
        var inEffect = own.LastOrDefault(c => c.At <= onset + tolerance);
        if (inEffect is { Restores: false })
            return new SuspectChange(inEffect, 1 - (0.5 * Math.Max(0, onset - inEffect.At) / lookback));
        var next = inEffect is null ? null : own.Find(c => !c.Restores && c.At > onset + tolerance && c.At <= noticed);
        return next is null ? new SuspectChange(inEffect, 0) : new SuspectChange(next, AfterTheOnset);
    }
}
