using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>A timeline, oldest entry first.</summary>
internal sealed record Timeline(IReadOnlyList<TimelineEntry> Items);

/// <summary><c>/api/v1/incidents</c>: reading.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidentApi(this WebApplication app)
    {
        var incidents = app.MapApi("incidents").WithTags("Incidents");
        incidents.MapGet("/", List).WithName("ListIncidents").WithSummary("Lists incidents, newest first unless sorted otherwise.")
            .RequireAuthorization(Policies.Context).Produces<Page<IncidentView>>();
        incidents.MapGet("/{id}", Get).WithName("GetIncident").WithSummary("One incident, by id or by INC-number.")
            .RequireAuthorization(Policies.Context).Produces<IncidentView>().ProducesProblem(StatusCodes.Status404NotFound);
        incidents.MapGet("/{id}/timeline", GetTimeline).WithName("GetIncidentTimeline").WithSummary("What happened around an incident.")
            .RequireAuthorization(Policies.Context).Produces<Timeline>().ProducesProblem(StatusCodes.Status404NotFound);
        incidents.MapIncidentChanges();
        incidents.MapIncidentEdits();
    }

    private static async Task<IResult> List(
        string? state, string? open, string? severity, string? priority, string? assignee, string? tag, string? sort, string? service, string? resource_id, string? since, string? until, string? limit, string? cursor,
        Scope scope, ReadIncidents incidents, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        var filter = new IncidentFilter
        {
            State = read.Choice<IncidentState>("state", state),
            Open = read.Flag("open", open),
            Severity = read.Choice<IncidentSeverity>("severity", severity),
            Priority = read.Choice<IncidentPriority>("priority", priority),
            Assignee = read.Text("assignee", assignee),
            Tag = read.Text("tag", tag),
            Sort = read.Choice<IncidentSort>("sort", sort) ?? IncidentSort.Newest,
            Service = read.Text("service", service),
            ResourceId = read.Id("resource_id", resource_id),
            Since = read.Time("since", since),
            Until = read.Time("until", until),
        };
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await incidents.ListAsync(scope, filter, page, cancellationToken));
    }

    private static async Task<IResult> Get(string id, Scope scope, ReadIncidents incidents, CancellationToken cancellationToken)
    {
        if (BadId(id) is { } failure)
        {
            return failure.ToProblem();
        }

        return await incidents.FindAsync(scope, id, cancellationToken) is { } found ? TypedResults.Ok(found) : new IncidentNotFound().ToProblem();
    }

    private static async Task<IResult> GetTimeline(string id, Scope scope, ReadIncidents incidents, CancellationToken cancellationToken)
    {
        if (BadId(id) is { } failure)
        {
            return failure.ToProblem();
        }

        return await incidents.FindAsync(scope, id, cancellationToken) is { } found
            ? TypedResults.Ok(new Timeline(await incidents.TimelineAsync(found.Id, cancellationToken)))
            : new IncidentNotFound().ToProblem();
    }

    private static ValidationFailure? BadId(string id) =>
        Guid.TryParse(id, out _) || id.StartsWith("INC-", StringComparison.OrdinalIgnoreCase) ? null : new ValidationFailure("id", "Give a UUID or a reference like INC-12.");
}
