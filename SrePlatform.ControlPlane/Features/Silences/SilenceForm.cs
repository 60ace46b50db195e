using System.Globalization;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>A silence as the form holds it: text, as it was typed.</summary>
public sealed class SilenceForm
{
    /// <summary><c>silence</c> or <c>maintenance</c>.</summary>
    public string? Kind { get; set; }

    public string? Reason { get; set; }

    public string? Matchers { get; set; }

    /// <summary>Names of services, one per line.</summary>
    public string? Services { get; set; }

    public List<Guid> ResourceIds { get; set; } = [];

    /// <summary>Local time of the person; empty is now.</summary>
    public string? Starts { get; set; }

    /// <summary>Hours, <c>until</c> for an end, or <c>recurring</c>.</summary>
    public string? Lasts { get; set; }

    public string? Ends { get; set; }

    public string? Cron { get; set; }

    public string? TimeZone { get; set; }

    /// <summary>Minutes each time.</summary>
    public string? Minutes { get; set; }

    internal bool IsMaintenance => Kind == "maintenance";

    internal (SilenceDraft Draft, IReadOnlyList<InvalidField> Errors) Read(TimeZoneInfo zone)
    {
        var errors = new List<InvalidField>();
        var recurring = Lasts == "recurring";
        var draft = new SilenceDraft
        {
            Kind = IsMaintenance ? SilenceKind.Maintenance : SilenceKind.Silence,
            Reason = Reason,
            Matchers = Matchers,
            Services = (Services ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            ResourceIds = ResourceIds,
            StartsAt = Time("starts_at", Starts, zone, errors),
            EndsAt = Lasts is "until" || recurring ? Time("ends_at", Ends, zone, errors) : null,
            DurationSeconds = recurring ? Number(Minutes) * 60 : Number(Lasts) * 3600,
            Cron = recurring ? Cron ?? "" : null,
            TimeZone = recurring ? TimeZone : null,
        };
        if (recurring && string.IsNullOrWhiteSpace(Cron))
        {
            errors.Add(new("cron", "cron"));
        }

        return (draft, errors);
    }

    private static double? Number(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e6 ? value : null;

    private static DateTimeOffset? Time(string field, string? text, TimeZoneInfo zone, List<InvalidField> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 9000)
        {
            errors.Add(new(field, "time"));
            return null;
        }

        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(unspecified, zone.GetUtcOffset(unspecified)).ToUniversalTime();
    }
}
