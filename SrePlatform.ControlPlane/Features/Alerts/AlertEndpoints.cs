using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary><c>/api/v1/alerts</c>, read-only.</summary>
internal static class AlertEndpoints
{
    public static void MapAlertApi(this WebApplication app) =>
        app.MapApi("alerts").WithTags("Alerts")
            .MapGet("/", List)
            .WithName("ListAlerts")
            .WithSummary("Lists episodes of alerts, latest start first.")
            .RequireAuthorization(Policies.Context)
            .Produces<Page<AlertView>>();

    private static async Task<IResult> List(
        string[]? ids, string? status, string? severity, string? service, string? resource_id, string? incident_id, string? suppressed, string? since, string? until,
        string? limit, string? cursor, Scope scope, ListAlerts list, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        var filter = new AlertFilter
        {
            Ids = read.Ids("ids", ids),
            Status = read.Choice<AlertStatus>("status", status),
            Severity = read.Choice<AlertSeverity>("severity", severity),
            Service = read.Text("service", service),
            ResourceId = read.Id("resource_id", resource_id),
            IncidentId = read.Id("incident_id", incident_id),
            Suppressed = read.Flag("suppressed", suppressed),
            Since = read.Time("since", since),
            Until = read.Time("until", until),
        };
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await list.RunAsync(scope, filter, page, cancellationToken));
    }
}
