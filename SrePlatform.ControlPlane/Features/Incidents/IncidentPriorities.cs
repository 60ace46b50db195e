namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>How urgent an incident is, from how bad it is and how far it reaches.</summary>
internal static class IncidentPriorities
{
    private const int Widespread = 3;

    /// <summary>Critical over several services is P0, critical P1, warning P2, information P3.</summary>
    public static IncidentPriority Of(IncidentSeverity severity, int services) => severity switch
    {
        IncidentSeverity.Critical => services >= Widespread ? IncidentPriority.P0 : IncidentPriority.P1,
        IncidentSeverity.Warning => IncidentPriority.P2,
        IncidentSeverity.Info => IncidentPriority.P3,
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };
}
