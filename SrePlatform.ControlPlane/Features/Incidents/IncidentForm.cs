using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>What the pages that open and edit an incident post, as it was typed.</summary>
internal sealed class IncidentForm
{
    public string? Title { get; set; }

    public string? Severity { get; set; }

    public string? Priority { get; set; }

    public string? Services { get; set; }

    public string? Tags { get; set; }

    public string? Description { get; set; }

    public string? Assignee { get; set; }

    public string? Reason { get; set; }

    public uint? Version { get; set; }

    public static IncidentForm Of(IncidentView incident) => new()
    {
        Title = incident.Title,
        Severity = EnumsAsText.ToText(incident.Severity),
        Priority = incident.Priority.ToString(),
        Tags = string.Join(", ", incident.Tags),
        Version = incident.Version,
    };

    public IncidentSeverity? ReadSeverity(QueryReader read) => read.Choice<IncidentSeverity>("severity", Severity);

    public IncidentPriority? ReadPriority(QueryReader read) => read.Choice<IncidentPriority>("priority", Priority);
}
