using System.ComponentModel;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

internal sealed record ToolAlert(
    Guid Id, string Rule, AlertStatus Status, AlertSeverity Severity, string? Service, string? Resource, Guid? IncidentId, SuppressionReason? Suppression, DateTimeOffset StartsAt, DateTimeOffset? EndsAt);

internal sealed record ToolAlertDetail(ToolAlert Alert, string Source, IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, string> Annotations);

/// <summary>Alerts, for other agents.</summary>
internal sealed class AlertTools(ListAlerts alerts, ReadIncidents incidents, McpCaller caller)
{
    [McpServerTool(Name = "list_alerts", Title = "List alerts", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("Lists episodes of alerts that you may see, latest start first.")]
    public async Task<Page<ToolAlert>> List(
        [Description("firing, resolved or expired.")] string? status = null,
        [Description("Only of this service.")] string? service = null,
        [Description("Only of this incident: id, or a reference like INC-12.")] string? incident = null,
        [Description("1 to 50; 20 by default.")] int? limit = null,
        [Description("next_cursor of the previous part.")] string? cursor = null,
        CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        var part = read.Part(limit, cursor);
        var filter = new AlertFilter { Status = read.Choice<AlertStatus>("status", status), Service = read.Text("service", service) };
        read.Check();
        if (!string.IsNullOrEmpty(incident))
        {
            var found = await incidents.FindAsync(caller.Scope, incident, cancellationToken) ?? throw new IncidentNotFound().AsError();
            filter = filter with { IncidentId = found.Id };
        }

        var page = await alerts.RunAsync(caller.Scope, filter, part, cancellationToken);
        return new([.. page.Items.Select(Of)], page.NextCursor);
    }

    [McpServerTool(Name = "get_alert", Title = "Get an alert", ReadOnly = true, Idempotent = true, OpenWorld = false)]
    [Description("One alert with its labels and annotations.")]
    public async Task<ToolAlertDetail> Get([Description("Its id.")] string id, CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        var wanted = read.Id("id", id);
        read.Check();
        var page = await alerts.RunAsync(caller.Scope, new AlertFilter { Ids = [wanted ?? Guid.Empty] }, new PageRequest(1, null), cancellationToken);
        return page.Items is [var alert, ..]
            ? new(Of(alert), alert.Source, ToolArguments.Cut(alert.Labels), ToolArguments.Cut(alert.Annotations))
            : throw new NotFoundFailure("alert.not_found", "There is no such alert.").AsError();
    }

    private static ToolAlert Of(AlertView alert) => new(
        alert.Id, alert.Rule, alert.Status, alert.Severity, alert.Service, alert.Resource, alert.IncidentId, alert.Suppression, alert.StartsAt, alert.EndsAt);
}
