using SrePlatform.Assistant.DataSources.ControlPlane;

namespace SrePlatform.Assistant.Diagnosis.Flows;

/// <summary>What several alerts say together.</summary>
/// <param name="Services">Where it was noticed within the window; all of them when none carries a service.</param>
/// <param name="Onset">The start of the first of them.</param>
/// <param name="Signal">The signal they share, where their rules name one.</param>
internal sealed record AlertCorrelation(IReadOnlyList<string> Services, DateTimeOffset? Onset, string? Signal)
{
    private const string SignalLabel = "signal";

    /// <summary>
    /// Firing alerts speak before resolved ones; those that began within the window of the first one are the symptom, later ones
    /// are what became of it.
    /// </summary>
    public static AlertCorrelation Of(IReadOnlyList<AlertRecord> alerts, TimeSpan window)
    {
        var firing = alerts.Where(alert => alert.Status == "firing").ToList();
        var speaking = (firing.Count > 0 ? firing : alerts).OrderBy(alert => alert.StartsAt).ToList();
        if (speaking.Count == 0)
        {
            return new AlertCorrelation([], null, null);
        }

        var onset = speaking[0].StartsAt;
        var together = speaking.Where(alert => alert.StartsAt - onset <= window).ToList();
        var signals = together.Select(alert => alert.Labels?.GetValueOrDefault(SignalLabel)).Distinct(StringComparer.Ordinal).ToList();
        return new AlertCorrelation(
            [.. together.Select(alert => alert.Service).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            onset,
            signals is [{ } signal] ? signal : null);
    }
}
