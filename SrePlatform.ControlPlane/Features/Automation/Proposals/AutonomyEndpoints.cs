using System.Security.Claims;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>A person's decision about a pair of rule and runbook.</summary>
/// <param name="Level">shadow, suggest, approve or automatic.</param>
/// <param name="Seen">The level as it was read; another one meanwhile is a conflict.</param>
/// <param name="Reason">Why.</param>
internal sealed record LevelPost(AutonomyLevel? Level, AutonomyLevel? Seen, string? Reason);

/// <summary>Whether a proposal was the right thing.</summary>
/// <param name="Right">True if it was, or would have been.</param>
internal sealed record GradePost(bool? Right);

/// <summary><c>/api/v1/autonomy</c>: how far runbooks may go by themselves, and on what record.</summary>
internal static class AutonomyEndpoints
{
    public static void MapAutonomyApi(this WebApplication app)
    {
        var autonomy = app.MapApi("autonomy").WithTags("Autonomy");
        autonomy.MapGet("/", List).WithName("ListAutonomy").WithSummary("Lists pairs of rule and runbook with their level and record, last changed first.")
            .RequireAuthorization(Policies.Context).Produces<Page<AutonomyView>>();
        autonomy.MapGet("/{id:guid}", Get).WithName("GetAutonomy").WithSummary("Returns one pair with what its record says about the next level.")
            .RequireAuthorization(Policies.Context).Produces<AutonomyView>().ProducesProblem(StatusCodes.Status404NotFound);
        autonomy.MapGet("/{id:guid}/proposals", Proposals).WithName("ListAutonomyProposals").WithSummary("Lists what diagnoses proposed of a pair, newest first.")
            .RequireAuthorization(Policies.Context).Produces<Page<ProposalView>>().ProducesProblem(StatusCodes.Status404NotFound);
        autonomy.MapPut("/{id:guid}/level", Change).WithExample(AutonomyExamples.Level).WithName("ChangeAutonomy")
            .WithSummary("Sets a level, as a person with a reason: upwards what the record supports, or against it as an administrator.")
            .RequireAuthorization(Policies.Manage).Produces<AutonomyView>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        autonomy.MapPost("/proposals/{diagnosisId:guid}/grade", Grade).WithExample(AutonomyExamples.Grade).WithName("GradeProposal")
            .WithSummary("Says, as a person and once, whether a proposal that was not carried out would have been right.")
            .RequireAuthorization(Policies.Operate).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(string? level, string? runbook, string? limit, string? cursor, Scope scope, ReadAutonomy autonomy, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var (page, wanted, name) = (read.Page(limit, cursor), read.Choice<AutonomyLevel>("level", level), read.Text("runbook", runbook));
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await autonomy.ListAsync(scope, wanted, name, page, cancellationToken));
    }

    private static async Task<IResult> Get(Guid id, Scope scope, ReadAutonomy autonomy, CancellationToken cancellationToken) =>
        await autonomy.FindAsync(scope, id, cancellationToken) is { } found ? TypedResults.Ok(found) : new AutonomyNotFound().ToProblem();

    private static async Task<IResult> Proposals(Guid id, string? limit, string? cursor, Scope scope, ReadAutonomy autonomy, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        if (read.Failure is { } failure)
        {
            return failure.ToProblem();
        }

        return await autonomy.FindAsync(scope, id, cancellationToken) is { } found
            ? TypedResults.Ok(await autonomy.ProposalsAsync(scope, found, page, cancellationToken))
            : new AutonomyNotFound().ToProblem();
    }

    private static async Task<IResult> Change(Guid id, LevelPost post, ClaimsPrincipal principal, Scope scope, ChangeAutonomy change, ReadAutonomy autonomy, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        if (post.Level is null)
        {
            read.Add("level", "Give shadow, suggest, approve or automatic.");
        }

        if (post.Seen is null)
        {
            read.Add("seen", "Give the level that you read.");
        }

        if (read.Failure is { } invalid)
        {
            return invalid.ToProblem();
        }

        var wanted = new LevelChange(post.Level!.Value, post.Seen!.Value, post.Reason, principal.IsInRole(Roles.SuperAdmin));
        var outcome = await change.RunAsync(scope, id, wanted, Actor.From(principal), cancellationToken);
        return outcome.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await autonomy.FindAsync(scope, id, cancellationToken));
    }

    private static async Task<IResult> Grade(Guid diagnosisId, GradePost post, ClaimsPrincipal principal, Scope scope, GradeProposal grade, CancellationToken cancellationToken) =>
        post.Right is not { } right ? new ValidationFailure("right", "Give true or false.").ToProblem()
        : (await grade.RunAsync(scope, diagnosisId, right, Actor.From(principal), cancellationToken)).Failure is { } failure ? failure.ToProblem()
        : TypedResults.NoContent();
}

/// <summary>Bodies for the description of the API.</summary>
internal static class AutonomyExamples
{
    public const string Level = """{ "level": "approve", "seen": "suggest", "reason": "Three rollbacks in a row were verified." }""";

    public const string Grade = """{ "right": true }""";
}
