using System.Globalization;
using System.Text.RegularExpressions;

namespace SrePlatform.ControlPlane.Features.AlertRules.Building;

/// <summary>Numbers with units and durations as people type them.</summary>
internal static partial class RuleThreshold
{
    private static readonly Dictionary<string, double> Units = new(StringComparer.Ordinal)
    {
        [""] = 1, ["%"] = 0.01, ["ms"] = 0.001, ["s"] = 1, ["m"] = 60, ["min"] = 60, ["h"] = 3600, ["d"] = 86_400,
        ["k"] = 1e3, ["M"] = 1e6, ["G"] = 1e9, ["KiB"] = 1024, ["MiB"] = 1024 * 1024, ["GiB"] = 1024d * 1024 * 1024, ["TiB"] = 1024d * 1024 * 1024 * 1024,
    };

    /// <summary>Reads <c>0.9</c>, <c>90%</c>, <c>500ms</c>, <c>21d</c> or <c>4GiB</c> as a number in base units.</summary>
    public static bool TryRead(string? text, out double value)
    {
        value = 0;
        var match = Shape().Match(text?.Trim() ?? "");
        if (!match.Success || !Units.TryGetValue(match.Groups["unit"].Value, out var factor)
            || !double.TryParse(match.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // Powers of ten keep their decimal shape: 90% is 0.9, not 0.9000000000000001.
        value = factor is 0.01 or 0.001 ? (double)((decimal)number * (decimal)factor) : number * factor;
        return double.IsFinite(value);
    }

    public static string Number(double value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    /// <summary>Reads <c>90s</c>, <c>5m</c>, <c>1h</c> or <c>2d</c>; a bare number is seconds.</summary>
    public static bool TryReadDuration(string? text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (!Duration().IsMatch(text?.Trim() ?? "") || !TryRead(text, out var seconds) || seconds > 366 * 86_400d)
        {
            return false;
        }

        value = TimeSpan.FromSeconds(Math.Floor(seconds));
        return true;
    }

    /// <summary>The shortest text that reads as this duration.</summary>
    public static string Write(TimeSpan value) => (long)value.TotalSeconds switch
    {
        0 => "0s",
        var seconds when seconds % 86_400 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400}d"),
        var seconds when seconds % 3600 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h"),
        var seconds when seconds % 60 == 0 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m"),
        var seconds => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
    };

    [GeneratedRegex(@"^(?<number>[+-]?(\d{1,15}(\.\d{1,9})?|\.\d{1,9})(e[+-]?\d{1,2})?)\s*(?<unit>%|ms|s|min|m|h|d|k|M|G|KiB|MiB|GiB|TiB)?$")]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\d{1,9}(\.\d{1,3})?\s*(s|min|m|h|d)?$")]
    private static partial Regex Duration();
}
