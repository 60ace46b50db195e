using System.Globalization;
using SrePlatform.ControlPlane.Features.Shared;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>An objective as the form holds it: text, as it was typed.</summary>
public sealed class SloForm
{
    public string? Name { get; set; }

    public string? Service { get; set; }

    public string? Description { get; set; }

    public string? Indicator { get; set; }

    public string? LatencySeconds { get; set; }

    public string? GoodQuery { get; set; }

    public string? TotalQuery { get; set; }

    public string? Objective { get; set; }

    public string? WindowDays { get; set; }

    public uint Version { get; set; }

    internal static SloForm Of(Slo slo) => new()
    {
        Name = slo.Name, Service = slo.Service, Description = slo.Description, Indicator = Tone.Word(slo.Indicator),
        LatencySeconds = slo.LatencySeconds?.ToString(CultureInfo.InvariantCulture), GoodQuery = slo.Indicator is SloIndicator.Custom ? slo.GoodQuery : null,
        TotalQuery = slo.Indicator is SloIndicator.Custom ? slo.TotalQuery : null, Objective = Math.Round(slo.Objective * 100, 6).ToString(CultureInfo.InvariantCulture),
        WindowDays = slo.WindowDays.ToString(CultureInfo.InvariantCulture), Version = slo.Version,
    };

    internal SloDraft Read() => new()
    {
        Name = Name, Service = Service, Description = Description,
        Indicator = Enum.GetValues<SloIndicator>().Cast<SloIndicator?>().FirstOrDefault(indicator => Tone.Word(indicator) == Indicator),
        LatencySeconds = Number(LatencySeconds), GoodQuery = GoodQuery, TotalQuery = TotalQuery, ObjectivePercent = Number(Objective?.TrimEnd('%', ' ')),
        WindowDays = string.IsNullOrWhiteSpace(WindowDays) ? null : int.TryParse(WindowDays, NumberStyles.Integer, CultureInfo.InvariantCulture, out var days) ? days : 0,
    };

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
