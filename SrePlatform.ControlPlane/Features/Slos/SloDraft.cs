namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>An objective as somebody wants it, before it is checked.</summary>
internal sealed record SloDraft
{
    public string? Name { get; init; }

    public string? Service { get; init; }

    public string? Description { get; init; }

    public SloIndicator? Indicator { get; init; }

    public double? LatencySeconds { get; init; }

    /// <summary>With <c>$window</c> where the time goes; for a custom indicator.</summary>
    public string? GoodQuery { get; init; }

    public string? TotalQuery { get; init; }

    /// <summary>In percent, such as 99.5.</summary>
    public double? ObjectivePercent { get; init; }

    public int? WindowDays { get; init; }
}
