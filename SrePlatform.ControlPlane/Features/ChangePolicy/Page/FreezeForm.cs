using System.Globalization;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Page;

/// <summary>A freeze as the form holds it: text, as it was typed, on the person's clock.</summary>
public sealed class FreezeForm
{
    public string? Reason { get; set; }

    public string? Environments { get; set; }

    public string? Teams { get; set; }

    public string? Starts { get; set; }

    public string? Ends { get; set; }

    internal (FreezeDraft Draft, IReadOnlyList<InvalidField> Errors) Read(TimeZoneInfo zone)
    {
        var errors = new List<InvalidField>();
        return (new FreezeDraft(Reason, PolicyNames.Split(Environments), PolicyNames.Split(Teams), Time("starts_at", Starts, zone, errors), Time("ends_at", Ends, zone, errors)), errors);
    }

    internal static DateTimeOffset? Time(string field, string? text, TimeZoneInfo zone, List<InvalidField> errors)
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
