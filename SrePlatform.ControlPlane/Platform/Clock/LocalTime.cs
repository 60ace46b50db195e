namespace SrePlatform.ControlPlane.Platform.Clock;

/// <summary>Times of day in a time zone as instants, right on the days when the clocks change.</summary>
internal static class LocalTime
{
    /// <summary>
    /// When the clocks of a zone show this time. A time that is skipped in spring is the moment the clocks jump; one that comes
    /// twice in autumn is the first of the two.
    /// </summary>
    public static DateTimeOffset ToInstant(DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
        {
            // Clocks jump by minutes at the least; the first valid minute is the jump.
            do
            {
                local = local.AddMinutes(1);
            }
            while (zone.IsInvalidTime(local));
            local = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Unspecified);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The zone of an IANA name; null if there is none.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        !string.IsNullOrWhiteSpace(name) && name.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
