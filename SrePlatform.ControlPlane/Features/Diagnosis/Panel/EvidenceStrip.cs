using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>Claims beside small charts on one shared time axis.</summary>
/// <param name="Start">Left end of every chart.</param>
/// <param name="End">Right end.</param>
/// <param name="Onset">Where the trouble began, as a share of the axis.</param>
/// <param name="Flags">Deployments on the axis.</param>
/// <param name="Rows">Symptom first, then causes, changes, consequences, what was ruled out.</param>
internal sealed record EvidenceStrip(
    DateTimeOffset Start, DateTimeOffset End, AxisMark? Onset, IReadOnlyList<AxisMark> Flags, IReadOnlyList<EvidenceRow> Rows)
{
    private const int Labels = 5;

    /// <summary>Evenly spaced times under the charts.</summary>
    public IEnumerable<DateTimeOffset> Ticks => Enumerable.Range(0, Labels).Select(index => Start + ((End - Start) * index / (Labels - 1)));
}

/// <summary>A vertical line through all charts.</summary>
/// <param name="Percent">From the left, 0 to 100.</param>
/// <param name="At">When.</param>
/// <param name="Label">What; shown on hover.</param>
internal sealed record AxisMark(double Percent, DateTimeOffset At, string Label);

/// <summary>A claim and what shows it.</summary>
internal sealed record EvidenceRow(int Number, string Kind, string Tone, string Statement, EvidencePlot? Plot, IReadOnlyList<ObservationRow> Observations)
{
    /// <summary>Further claims of the same kind that would fill the strip, such as the same rule firing for other services.</summary>
    public IReadOnlyList<EvidenceRow> Alike { get; init; } = [];

    /// <summary>Where what it speaks of can be read here; null where it cannot.</summary>
    public string? Link { get; init; }
}

/// <summary>A small chart.</summary>
/// <param name="Title">Service and signal.</param>
/// <param name="Value">Now, or after the onset.</param>
/// <param name="Note">Before it, or when.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Values">Samples in equal steps over the axis; NaN where there is none.</param>
/// <param name="IsStep">An event drawn as a step rather than a measured series.</param>
/// <param name="Summary">What it shows, for those who cannot see it.</param>
/// <param name="Times">Unix seconds of the samples.</param>
internal sealed record EvidencePlot(
    string Title, string Value, string Note, string Unit, IReadOnlyList<double> Values, bool IsStep, string Summary, IReadOnlyList<double> Times);
