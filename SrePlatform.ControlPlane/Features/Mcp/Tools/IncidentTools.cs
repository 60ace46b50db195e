using System.ComponentModel;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

/// <summary>An incident in a list.</summary>
internal sealed record ToolIncident(
    string Reference, Guid Id, string Title, IncidentState State, IncidentSeverity Severity, IncidentPriority Priority, IReadOnlyList<string> Services,
    DateTimeOffset StartedAt, DateTimeOffset? ResolvedAt, string? Assignee, string Link);

/// <summary>An incident with what happened around it, latest last.</summary>
internal sealed record ToolIncidentDetail(ToolIncident Incident, IReadOnlyList<Guid> AlertIds, IReadOnlyList<ToolEvent> Timeline);

internal sealed record ToolEvent(DateTimeOffset At, IncidentEventKind Kind, string Actor, string? Text, IReadOnlyDictionary<string, string> Details);

/// <summary>Incidents, for other agents.</summary>
internal sealed class IncidentTools(ReadIncidents incidents, McpCaller caller)
{
    private const int MostEvents = 50;

    [McpServerTool(Name = "list_incidents", Title = "List incidents", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Lists incidents that you may see, newest first.")]
    public async Task<Page<ToolIncident>> List(
        [Description("true: only those not over; false: only those over.")] bool? open = null,
        [Description("Only those that touch this service.")] string? service = null,
        [Description("Opened at or after this time, e.g. 2026-01-31T14:00:00Z.")] string? since = null,
        [Description("1 to 50; 20 by default.")] int? limit = null,
        [Description("next_cursor of the previous part.")] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        var part = read.Part(limit, cursor);
        var filter = new IncidentFilter { Open = open, Service = read.Text("service", service), Since = read.Time("since", since) };
        read.Check();
        var page = await incidents.ListAsync(caller.Scope, filter, part, cancellationToken);
        return new([.. page.Items.Select(Of)], page.NextCursor);
    }

    [McpServerTool(Name = "get_incident", Title = "Get an incident", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("One incident with its alerts' ids and the latest 50 entries of its timeline.")]
    public async Task<ToolIncidentDetail> Get([Description("Id, or a reference like INC-12.")] string incident, CancellationToken cancellationToken = default)
    {
        var found = await incidents.FindAsync(caller.Scope, incident, cancellationToken) ?? throw new IncidentNotFound().AsError();
        var timeline = await incidents.TimelineAsync(found.Id, cancellationToken);
        return new(Of(found), [.. found.AlertIds.Take(MostEvents)],
            [.. timeline.TakeLast(MostEvents).Select(entry => new ToolEvent(entry.At, entry.Kind, entry.Actor, ToolArguments.Cut(entry.Text), ToolArguments.Cut(entry.Details)))]);
    }

    private ToolIncident Of(IncidentView incident) => new(
        incident.Reference, incident.Id, incident.Title, incident.State, incident.Severity, incident.Priority, incident.Services, incident.StartedAt, incident.ResolvedAt,
        incident.Assignee, caller.Link($"/incidents/{incident.Reference}"));
}
