using System.Text.Json.Serialization;

namespace SrePlatform.ControlPlane.Features.Incidents;

internal enum IncidentState
{
    New,
    Acknowledged,
    InProgress,
    Resolved,
    Closed,
}

internal enum IncidentSeverity
{
    Info,
    Warning,
    Critical,
}

/// <summary>How soon people should look; P0 first. Lower values are more urgent.</summary>
internal enum IncidentPriority
{
    [JsonStringEnumMemberName("P0")]
    P0,

    [JsonStringEnumMemberName("P1")]
    P1,

    [JsonStringEnumMemberName("P2")]
    P2,

    [JsonStringEnumMemberName("P3")]
    P3,
}
