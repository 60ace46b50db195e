using System.Diagnostics.Metrics;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Counts hand-overs and ends; meter <c>SrePlatform.ControlPlane</c>.</summary>
internal sealed class DiagnosisMetrics
{
    private readonly Counter<long> _handOvers;
    private readonly Histogram<double> _lag;
    private readonly Histogram<double> _duration;

    public DiagnosisMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("SrePlatform.ControlPlane");
        _handOvers = meter.CreateCounter<long>("sre.diagnoses.hand_overs", "{attempt}", "Attempts to hand a diagnosis over, by result.");
        _lag = meter.CreateHistogram<double>("sre.diagnoses.hand_over.lag", "s", "Time from the cause of a diagnosis to its acceptance.");
        _duration = meter.CreateHistogram<double>("sre.diagnoses.duration", "s", "Time from the cause of a diagnosis to its end.");
    }

    public void HandedOver(string result, TimeSpan lag)
    {
        _handOvers.Add(1, new KeyValuePair<string, object?>("result", result));
        if (result == "accepted")
        {
            _lag.Record(Math.Max(0, lag.TotalSeconds));
        }
    }

    public void Finished(DiagnosisState state, TimeSpan duration) =>
        _duration.Record(Math.Max(0, duration.TotalSeconds), new KeyValuePair<string, object?>("state", EnumsAsText.ToText(state)));
}
