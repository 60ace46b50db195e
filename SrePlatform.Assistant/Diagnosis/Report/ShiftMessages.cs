using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Report;

/// <summary>Says how a series moved.</summary>
internal static class ShiftMessages
{
    public static Message Of(SeriesShift shift) => shift switch
    {
        { Series.Signal: Signals.Availability } => Messages.Of("claim.down", ("service", shift.Series.Service), ("onset", Onset(shift))),
        { Vanished: true } => Messages.Of("claim.vanished", Args(shift)),
        { Series.Peer: { } peer } => Messages.Of("claim.shift_to_peer", [.. Args(shift), ("peer", peer)]),
        _ => Messages.Of("claim.shift", Args(shift)),
    };

    /// <summary>The arguments that all statements about a shift share.</summary>
    public static (string Name, object? Value)[] Args(SeriesShift shift) =>
    [
        ("service", shift.Series.Service),
        ("signal", shift.Series.Signal),
        ("unit", Units.Of(shift.Series.Signal)),
        ("before", UnixTime.Finite(shift.Before)),
        ("after", UnixTime.Finite(shift.After)),
        ("onset", Onset(shift)),
    ];

    private static DateTimeOffset? Onset(SeriesShift shift) => UnixTime.From(shift.Onset);
}
