using System.Globalization;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>Numbers and times as the person reading expects them: language and time zone. Pages have it as <c>F</c>.</summary>
public sealed class Formats(Preferences preferences, Texts texts, TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>A measured value with its unit; see <see cref="Units"/>.</summary>
    public string Value(double value, string? unit) => Units.Format(value, unit, CultureInfo.CurrentCulture);

    public string Number(double value) => Units.Digits(value, CultureInfo.CurrentCulture);

    public string Count(long value) => value.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A point in time in the person's zone.</summary>
    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, preferences.Zone);

    /// <summary><c>14:02</c>, with the day when it is not today.</summary>
    public string Clock(DateTimeOffset at) => OnDay(at, "HH:mm");

    /// <summary><c>14:02:10</c>, with the day when it is not today.</summary>
    public string Precise(DateTimeOffset at) => OnDay(at, "HH:mm:ss");

    public string Date(DateTimeOffset at) =>
        Local(at).ToString(texts[Local(at).Year == Local(Now).Year ? "js.day" : "js.day_year"], CultureInfo.CurrentCulture);

    /// <summary>Date, time to the second and offset; for titles and details.</summary>
    public string Full(DateTimeOffset at)
    {
        var local = Local(at);
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("'UTC'zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} {offset}";
    }

    /// <summary><c>12 min ago</c>; what is older than a week is a date.</summary>
    public string Ago(DateTimeOffset at)
    {
        var past = Now - at;
        return past.TotalSeconds switch
        {
            < -60 => Clock(at),
            < 10 => texts["js.now"],
            < 60 => texts["js.seconds_ago", ("n", (int)past.TotalSeconds)],
            < 3600 => texts["js.minutes_ago", ("n", (int)past.TotalMinutes)],
            < 86_400 => texts["js.hours_ago", ("n", (int)past.TotalHours)],
            < 7 * 86_400 => texts["js.days_ago", ("n", (int)past.TotalDays)],
            _ => Date(at),
        };
    }

    /// <summary><c>4 s</c>, <c>12 min</c>, <c>1 h 5 min</c>, <c>3 d 2 h</c>.</summary>
    public string Duration(TimeSpan duration) => duration.TotalSeconds switch
    {
        < 0 => Duration(-duration),
        < 120 => Value(duration.TotalSeconds, "seconds"),
        < 3600 => $"{(int)duration.TotalMinutes}\u00a0min",
        < 86_400 => duration.Minutes == 0 ? $"{(int)duration.TotalHours}\u00a0h" : $"{(int)duration.TotalHours}\u00a0h\u00a0{duration.Minutes}\u00a0min",
        _ => duration.Hours == 0 ? $"{(int)duration.TotalDays}\u00a0d" : $"{(int)duration.TotalDays}\u00a0d\u00a0{duration.Hours}\u00a0h",
    };

    private string OnDay(DateTimeOffset at, string pattern)
    {
        var local = Local(at);
        var clock = local.ToString(pattern, CultureInfo.InvariantCulture);
        return local.Date == Local(Now).Date ? clock : $"{Date(at)} {clock}";
    }
}
