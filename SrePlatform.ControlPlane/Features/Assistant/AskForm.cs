using System.Globalization;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>A question to the Assistant as the form holds it: text, as it was typed.</summary>
public sealed class AskForm
{
    internal const string Diagnose = "diagnose";
    internal const string Question = "question";
    internal const string Capacity = "capacity";

    internal static readonly string[] Kinds = [Diagnose, Question, Capacity];

    /// <summary>The same key asks once, however often the form is sent.</summary>
    public Guid Key { get; set; }

    /// <summary>Services that were picked.</summary>
    public List<string> Services { get; set; } = [];

    /// <summary>When it is thought to have begun, in the person's time; empty is now.</summary>
    public string? At { get; set; }

    /// <summary>A free question.</summary>
    public string? Text { get; set; }

    /// <summary>What a free question is about, where its words do not say.</summary>
    public string? Service { get; set; }

    /// <summary>The session that a question goes on from.</summary>
    public Guid? Follows { get; set; }

    /// <summary>A resource or another service, by name or by id.</summary>
    public string? Resource { get; set; }

    /// <summary>cpu, memory, disk or network.</summary>
    public string? Metric { get; set; }

    /// <summary>How far to look ahead.</summary>
    public string? Days { get; set; }

    /// <summary>The time; false if what was typed is none.</summary>
    internal bool TryReadAt(TimeZoneInfo zone, out DateTimeOffset? at)
    {
        at = null;
        if (string.IsNullOrWhiteSpace(At))
        {
            return true;
        }

        if (!DateTime.TryParse(At, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 9000)
        {
            return false;
        }

        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        at = new DateTimeOffset(unspecified, zone.GetUtcOffset(unspecified)).ToUniversalTime();
        return true;
    }

    /// <summary>The days; false if what was typed is no whole number.</summary>
    internal bool TryReadDays(out int? days)
    {
        days = int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : null;
        return days is not null || string.IsNullOrWhiteSpace(Days);
    }
}
