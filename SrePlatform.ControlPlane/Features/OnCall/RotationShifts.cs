using SrePlatform.ControlPlane.Platform.Clock;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>A stand-in, as the plan looks at it; of two at once, the one made later counts.</summary>
internal sealed record StandIn(DateTimeOffset From, DateTimeOffset To, RotationMember Member, DateTimeOffset MadeAt);

/// <summary>Who is on call over a half-open time.</summary>
/// <param name="Override">Stands in for whoever's turn it would be.</param>
internal sealed record Shift(DateTimeOffset From, DateTimeOffset To, RotationMember Member, bool Override);

/// <summary>
/// Works out turns from a rotation's rules: pure functions. Handovers happen at a time of day on the clock of the rotation's zone,
/// so a turn is an hour shorter or longer where the clocks change.
/// </summary>
internal static class RotationShifts
{
    private const int Most = 500;

    /// <summary>Everybody's turn between two moments, stand-ins included, cut at both ends.</summary>
    public static IReadOnlyList<Shift> Between(RotationDraft rotation, IReadOnlyCollection<StandIn> standIns, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = LocalTime.Find(rotation.TimeZone) ?? TimeZoneInfo.Utc;
        var cuts = new SortedSet<DateTimeOffset> { from, to };
        for (var turn = TurnAt(rotation, zone, from); Handover(rotation, zone, turn) is var at && at < to && cuts.Count < Most; turn++)
        {
            Cut(at);
        }

        foreach (var standIn in standIns)
        {
            Cut(standIn.From);
            Cut(standIn.To);
        }

        var shifts = new List<Shift>();
        foreach (var (start, end) in cuts.Zip(cuts.Skip(1)))
        {
            if (At(rotation, zone, standIns, start) is not { } on)
            {
                continue;
            }

            // What a cut does not change is one shift.
            if (shifts.Count > 0 && shifts[^1] is var last && last.To == start && last.Member == on.Member && last.Override == on.Override)
            {
                shifts[^1] = last with { To = end };
            }
            else
            {
                shifts.Add(new Shift(start, end, on.Member, on.Override));
            }
        }

        return shifts;

        void Cut(DateTimeOffset at)
        {
            if (at > from && at < to)
            {
                cuts.Add(at);
            }
        }
    }

    /// <summary>Who is on call at a moment; null before the rotation begins.</summary>
    public static RotationMember? At(RotationDraft rotation, IReadOnlyCollection<StandIn> standIns, DateTimeOffset at) =>
        At(rotation, LocalTime.Find(rotation.TimeZone) ?? TimeZoneInfo.Utc, standIns, at)?.Member;

    private static (RotationMember Member, bool Override)? At(RotationDraft rotation, TimeZoneInfo zone, IReadOnlyCollection<StandIn> standIns, DateTimeOffset at)
    {
        if (standIns.Where(standIn => standIn.From <= at && at < standIn.To).MaxBy(standIn => standIn.MadeAt) is { } standIn)
        {
            return (standIn.Member, true);
        }

        var turn = TurnAt(rotation, zone, at);
        return turn < 0 || rotation.Members.Count == 0 ? null : (rotation.Members[turn % rotation.Members.Count], false);
    }

    private static int TurnAt(RotationDraft rotation, TimeZoneInfo zone, DateTimeOffset at)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
        var turn = (int)Math.Floor((day.DayNumber - rotation.StartsOn.DayNumber) / (double)rotation.ShiftDays);
        return Handover(rotation, zone, turn) <= at ? turn : turn - 1;
    }

    private static DateTimeOffset Handover(RotationDraft rotation, TimeZoneInfo zone, int turn) =>
        LocalTime.ToInstant(rotation.StartsOn.AddDays(turn * rotation.ShiftDays), rotation.HandoverAt, zone);
}
