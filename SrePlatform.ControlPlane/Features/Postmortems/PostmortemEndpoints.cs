using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary><c>/api/v1/postmortems</c>: what incidents taught.</summary>
internal static class PostmortemEndpoints
{
    public static void MapPostmortemApi(this WebApplication app)
    {
        var postmortems = app.MapApi("postmortems").WithTags("Postmortems").RequireAuthorization(Policies.Context);
        postmortems.MapGet("/", List).WithName("ListPostmortems").WithSummary("Lists postmortems, newest first.").Produces<Page<PostmortemRow>>();
        postmortems.MapGet("/{id}", Get).WithName("GetPostmortem").WithSummary("Returns one postmortem by id or reference, with the record that it cites and its action items.")
            .Produces<PostmortemView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(
        string? state, string? service, string? cause_service, string? cause_kind, string? incident_id, string? q, string? limit, string? cursor, Scope scope, ReadPostmortems postmortems, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        var filter = new PostmortemFilter
        {
            State = read.Choice<PostmortemState>("state", state),
            Service = read.Text("service", service),
            CauseService = read.Text("cause_service", cause_service),
            CauseKind = read.Choice<CauseKind>("cause_kind", cause_kind),
            IncidentId = read.Id("incident_id", incident_id),
            Search = read.Text("q", q),
        };
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await postmortems.ListAsync(scope, filter, page, cancellationToken));
    }

    private static async Task<IResult> Get(string id, Scope scope, ReadPostmortems postmortems, CancellationToken cancellationToken) =>
        await postmortems.FindAsync(scope, id, cancellationToken) is { } found ? TypedResults.Ok(found) : new PostmortemNotFound().ToProblem();
}
