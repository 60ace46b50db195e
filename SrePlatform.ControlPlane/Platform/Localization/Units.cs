using System.Globalization;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>
/// Numbers with their unit and a sensible precision: <c>412 ms</c>, <c>3.2 %</c>, <c>1.4 GiB</c>. Values are in base units:
/// seconds, bytes, shares between 0 and 1, things per second. The browser's charts do the same (wwwroot/js/charts.js).
/// </summary>
internal static class Units
{
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A value for people.</summary>
    /// <param name="value">In base units.</param>
    /// <param name="unit"><c>ratio</c>, <c>seconds</c>, <c>bytes</c>, <c>per_second</c>, <c>bytes_per_second</c>, <c>cores</c>; anything else is a plain number.</param>
    /// <param name="culture">Whose digits and separators.</param>
    public static string Format(double value, string? unit, CultureInfo culture) => unit switch
    {
        _ when !double.IsFinite(value) => "–",
        "ratio" or "share" => $"{Digits(value * 100, culture)}\u00a0%",
        "percent" => $"{Digits(value, culture)}\u00a0%",
        "seconds" => Seconds(value, culture),
        "bytes" => Bytes(value, culture),
        "bytes_per_second" => $"{Bytes(value, culture)}/s",
        "per_second" or "requests_per_second" => $"{Digits(value, culture)}/s",
        "cores" => $"{Digits(value, culture)}\u00a0{(value is > 0.995 and < 1.005 ? "core" : "cores")}",
        _ => Digits(value, culture),
    };

    /// <summary>At most three digits that mean something: 0.04, 8.2, 11.6, 97, 1,912.</summary>
    public static string Digits(double value, CultureInfo culture) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001 => "< 0.001",
        < 0.1 => value.ToString("0.0##", culture).TrimEnd('0'),
        < 1 => value.ToString("0.##", culture),
        < 100 => value.ToString("0.#", culture),
        < 1_000_000 => value.ToString("#,0", culture),
        _ => (value / 1_000_000).ToString("0.##", culture) + "\u00a0M",
    };

    private static string Seconds(double value, CultureInfo culture) => Math.Abs(value) switch
    {
        0 => "0\u00a0s",
        < 0.001 => $"{Digits(value * 1_000_000, culture)}\u00a0µs",
        < 0.9995 => $"{Digits(value * 1000, culture)}\u00a0ms",
        < 120 => $"{Digits(value, culture)}\u00a0s",
        < 7200 => $"{Digits(Math.Round(value / 60), culture)}\u00a0min",
        < 172_800 => $"{Digits(value / 3600, culture)}\u00a0h",
        _ => $"{Digits(value / 86_400, culture)}\u00a0d",
    };

    private static string Bytes(double value, CultureInfo culture)
    {
        var step = 0;
        while (Math.Abs(value) >= 1024 && step < Binary.Length - 1)
        {
            value /= 1024;
            step++;
        }

        return $"{Digits(value, culture)}\u00a0{Binary[step]}";
    }
}
