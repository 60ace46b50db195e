using System.Linq.Expressions;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>An alert as the API and the pages show it.</summary>
internal sealed record AlertView(
    Guid Id,
    string Fingerprint,
    string Rule,
    AlertStatus Status,
    AlertSeverity Severity,
    AlertMapping Mapping,
    string? Service,
    Guid? ResourceId,
    string? Resource,
    string? Team,
    string? Env,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    string? GeneratorUrl,
    string Source,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndsAt,
    DateTimeOffset LastReceivedAt,
    Guid? IncidentId,
    string? GroupingReason,
    SuppressionReason? Suppression,
    Guid? SuppressedBy,
    string? SuppressionNote)
{
    public static readonly Expression<Func<Alert, AlertView>> Projection = alert => new AlertView(
        alert.Id, alert.Fingerprint, alert.Rule, alert.Status, alert.Severity, alert.Mapping, alert.Service, alert.ResourceId, alert.Resource,
        alert.Team, alert.Env, alert.Labels, alert.Annotations, alert.GeneratorUrl, alert.Source, alert.StartsAt, alert.EndsAt, alert.LastReceivedAt,
        alert.IncidentId, alert.GroupingReason, alert.Suppression, alert.SuppressedBy, alert.SuppressionNote);
}
