using System.Security.Claims;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;

/// <summary>A freeze as a client writes it.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Environments">Where; everywhere if absent.</param>
/// <param name="Teams">On what these teams own; on everybody's if absent.</param>
/// <param name="StartsAt">Now, if absent.</param>
/// <param name="EndsAt">Until when.</param>
internal sealed record FreezePost(string? Reason, IReadOnlyList<string?>? Environments, IReadOnlyList<string?>? Teams, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

/// <summary><c>/api/v1/change-freezes</c>: times in which nothing runs without breaking the glass.</summary>
internal static class FreezeEndpoints
{
    public const string Example =
        """{ "reason": "Year-end closing", "environments": ["production"], "teams": [], "starts_at": "2026-12-30T00:00:00Z", "ends_at": "2027-01-02T00:00:00Z" }""";

    public static void MapFreezeApi(this WebApplication app)
    {
        var freezes = app.MapApi("change-freezes").WithTags("Change policy");
        freezes.MapGet("/", List).WithName("ListChangeFreezes").WithSummary("Lists change freezes, latest first; over=false for those that are on or to come.")
            .RequireAuthorization(Policies.Context).Produces<Page<FreezeView>>();
        freezes.MapPost("/", Create).WithExample(Example).WithName("CreateChangeFreeze").WithSummary("Holds every action back that does not break the glass, for a time and a scope.")
            .RequireAuthorization(Policies.Manage).Produces<FreezeView>(StatusCodes.Status201Created);
        freezes.MapPost("/{id:guid}/end", End).WithName("EndChangeFreeze").WithSummary("Ends a freeze now.")
            .RequireAuthorization(Policies.Manage).Produces<FreezeView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(string? over, string? limit, string? cursor, ListFreezes freezes, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, wanted) = (read.Page(limit, cursor), read.Flag("over", over));
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await freezes.RunAsync(wanted, page, cancellationToken));
    }

    private static async Task<IResult> Create(FreezePost post, ClaimsPrincipal principal, Scope scope, ChangeFreezes freezes, TimeProvider time, CancellationToken cancellationToken)
    {
        var draft = new FreezeDraft(post.Reason, post.Environments, post.Teams, post.StartsAt?.ToUniversalTime(), post.EndsAt?.ToUniversalTime());
        return (await freezes.CreateAsync(scope, draft, Actor.From(principal), principal.IsInRole(Roles.SuperAdmin), cancellationToken)).TryGet(out var made, out var failure)
            ? TypedResults.Created($"/api/v1/change-freezes/{made.Id}", FreezeView.Of(made, time.GetUtcNow()))
            : failure.ToProblem();
    }

    private static async Task<IResult> End(Guid id, ClaimsPrincipal principal, Scope scope, ChangeFreezes freezes, TimeProvider time, CancellationToken cancellationToken) =>
        (await freezes.EndAsync(scope, id, Actor.From(principal), principal.IsInRole(Roles.SuperAdmin), cancellationToken)).TryGet(out var ended, out var failure)
            ? TypedResults.Ok(FreezeView.Of(ended, time.GetUtcNow()))
            : failure.ToProblem();
}
