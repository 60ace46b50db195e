using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>Renders message templates in English. Formats: unit (by the argument "unit"), signal, time, duration, percent, list.</summary>
internal static partial class MessageText
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    public static string Render(string template, IReadOnlyDictionary<string, object?> args) => Placeholder().Replace(template, match =>
    {
        var value = args.GetValueOrDefault(match.Groups["name"].Value);
        return match.Groups["format"].Value switch
        {
            "unit" => Quantity(value, args.GetValueOrDefault("unit") as string),
            "signal" => SignalName(value as string),
            "time" => value is DateTimeOffset at ? at.UtcDateTime.ToString("HH:mm:ss 'UTC'", English) : "an unknown time",
            "duration" => Duration(value),
            "percent" => value is double share ? share.ToString("0.#%", English) : "?",
            "list" => value is IEnumerable items and not string ? string.Join(", ", items.Cast<object?>()) : Plain(value),
            _ => Plain(value),
        };
    });

    public static string SignalName(string? signal) => signal switch
    {
        Signals.RequestRate => "request rate",
        Signals.ErrorShare => "share of failed requests",
        Signals.LatencyP95 => "95th percentile of the response time",
        Signals.Cpu => "CPU use",
        Signals.Memory => "memory use",
        Signals.QueueDepth => "queue depth",
        Signals.Availability => "availability",
        Signals.PeerErrorShare => "share of failed calls",
        Signals.PeerLatency => "duration of calls",
        null => "a signal",
        _ => signal,
    };

    public static string Quantity(object? value, string? unit)
    {
        if (value is not double number || !double.IsFinite(number))
        {
            return "nothing";
        }

        return unit switch
        {
            Units.Share => number.ToString("0.#%", English),
            Units.Seconds => number < 1 ? (number * 1000).ToString("0.# ms", English) : number.ToString("0.## s", English),
            Units.Bytes => Bytes(number),
            Units.Cores => number.ToString("0.## 'cores'", English),
            Units.PerSecond => number.ToString("0.#", English) + "/s",
            _ => number.ToString("0.##", English),
        };
    }

    private static string Bytes(double number)
    {
        string[] names = ["B", "KiB", "MiB", "GiB", "TiB"];
        var index = 0;
        while (Math.Abs(number) >= 1024 && index < names.Length - 1)
        {
            number /= 1024;
            index++;
        }

        return number.ToString("0.#", English) + " " + names[index];
    }

    private static string Duration(object? value) => value is double seconds
        ? seconds >= 120 ? (seconds / 60).ToString("0.# 'minutes'", English) : seconds.ToString("0 'seconds'", English)
        : "?";

    private static string Plain(object? value) => value switch
    {
        null => "?",
        IFormattable formattable => formattable.ToString(null, English),
        _ => value.ToString() ?? "",
    };

    [GeneratedRegex(@"\{(?<name>\w+)(?:\|(?<format>\w+))?\}")]
    private static partial Regex Placeholder();
}
