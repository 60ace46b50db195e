using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Rca;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>
/// Where statements become claims: one that cites no answered observation is dropped here, whoever made it. Citations of what was not
/// answered are taken off.
/// </summary>
internal sealed class ClaimLedger(IEnumerable<ObservedSource> observations, AssistantMetrics metrics, IReadOnlyList<Claim>? earlier = null)
{
    private readonly Dictionary<int, ObservedSource> _answered = observations.Where(observed => observed.Answered).ToDictionary(observed => observed.Number);
    private readonly List<Claim> _claims = [.. earlier ?? []];

    public IReadOnlyList<Claim> Claims => _claims;

    /// <summary>The claim as it was kept; null when it was dropped.</summary>
    public Claim? Add(ClaimKind kind, Message statement, IEnumerable<int> observations, SeriesShift? shown = null)
    {
        int[] cited = [.. observations.Where(_answered.ContainsKey).Distinct().Order()];
        if (cited.Length == 0)
        {
            metrics.ClaimDropped(EnumText.Of(kind));
            return null;
        }

        var claim = new Claim(_claims.Count + 1, kind, statement, [.. cited.Select(number => _answered[number].Id)], cited, ChartOf(shown));
        _claims.Add(claim);
        return claim;
    }

    private ClaimChart? ChartOf(SeriesShift? shift) => shift is not null && _answered.TryGetValue(shift.Series.ObservationNumber, out var observed)
        ? new ClaimChart(
            observed.Id,
            shift.Series.Labels,
            shift.Series.Signal,
            shift.Series.Peer is { } peer ? $"{shift.Series.Service} to {peer}: {MessageText.SignalName(shift.Series.Signal)}" : $"{shift.Series.Service}: {MessageText.SignalName(shift.Series.Signal)}",
            Units.Of(shift.Series.Signal),
            UnixTime.Finite(shift.Before),
            UnixTime.Finite(shift.After),
            UnixTime.From(shift.Onset))
        : null;
}
