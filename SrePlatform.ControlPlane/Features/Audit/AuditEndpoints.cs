using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Audit;

/// <summary><c>/api/v1/audit-logs</c>, read-only.</summary>
internal static class AuditEndpoints
{
    public static void MapAuditApi(this WebApplication app) =>
        app.MapApi("audit-logs").WithTags("Audit")
            .MapGet("/", List)
            .WithName("ListAuditLogs")
            .WithSummary("Lists who did what, newest first.")
            .RequireAuthorization(Policies.Context)
            .Produces<Page<AuditView>>();

    private static async Task<IResult> List(
        string? service, string? resource_id, string? actor, string? action, string? target_type, string? target_id, string? outcome, string? since, string? until,
        string? limit, string? cursor, Scope scope, ListAudit list, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        var filter = new AuditFilter
        {
            Service = read.Text("service", service),
            ResourceId = read.Id("resource_id", resource_id),
            Actor = read.Text("actor", actor),
            Action = read.Text("action", action),
            TargetType = read.Text("target_type", target_type),
            TargetId = read.Text("target_id", target_id),
            Outcome = read.Choice<AuditOutcome>("outcome", outcome),
            Since = read.Time("since", since),
            Until = read.Time("until", until),
        };
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await list.RunAsync(scope, filter, page, cancellationToken));
    }
}
