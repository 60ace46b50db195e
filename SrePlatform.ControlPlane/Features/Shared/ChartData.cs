namespace SrePlatform.ControlPlane.Features.Shared;

/// <summary>What a chart in the browser draws. Written as JSON with snake_case names.</summary>
/// <param name="Start">First second of the axis.</param>
/// <param name="End">Last second of the axis.</param>
/// <param name="Times">Unix seconds, ascending, shared by all series.</param>
/// <param name="Series">The lines.</param>
internal sealed record ChartData(double Start, double End, IReadOnlyList<double> Times, IReadOnlyList<ChartSeries> Series)
{
    /// <summary><c>checked</c>, <c>empty</c> (nothing in the window) or <c>unavailable</c> (the source did not answer).</summary>
    public string Status { get; init; } = "checked";

    /// <summary>The vertical line where the trouble began.</summary>
    public double? Onset { get; init; }

    /// <summary>Areas between two lines: what a forecast expects at least and at most.</summary>
    public IReadOnlyList<ChartBand> Bands { get; init; } = [];

    /// <summary>Deployments and actions within the window.</summary>
    public IReadOnlyList<ChartFlag> Flags { get; init; } = [];
}

/// <summary>One line of a chart.</summary>
/// <param name="Label">Named in the legend when there are several.</param>
/// <param name="Values">One per time; null where there is no sample.</param>
/// <param name="Tone">accent, critical, warning, info, healthy or muted; null takes the next of a neutral sequence.</param>
internal sealed record ChartSeries(string Label, IReadOnlyList<double?> Values, string? Tone = null)
{
    /// <summary>Not measured: expected, or a limit.</summary>
    public bool IsDashed { get; init; }

    /// <summary>The edge of a band, neither drawn nor named.</summary>
    public bool IsQuiet { get; init; }
}

/// <summary>The area between two lines, by their places in the list of series.</summary>
internal sealed record ChartBand(int Upper, int Lower);

/// <summary>A flag on the time axis.</summary>
internal sealed record ChartFlag(double At, string Label);
