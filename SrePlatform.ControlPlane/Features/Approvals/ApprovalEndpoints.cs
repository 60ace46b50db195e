using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>An action that somebody wants done.</summary>
/// <param name="Runbook">Name of the runbook.</param>
/// <param name="Parameters">Its parameters, as its schema says.</param>
/// <param name="Environment">Where.</param>
/// <param name="IncidentId">For which incident.</param>
/// <param name="SessionId">The diagnosis that it follows from.</param>
/// <param name="Reason">Why.</param>
internal sealed record ApprovalPost(
    string? Runbook, IReadOnlyDictionary<string, JsonElement>? Parameters = null, string? Environment = null, Guid? IncidentId = null, Guid? SessionId = null, string? Reason = null);

/// <summary>A person's decision.</summary>
/// <param name="Decision">approved, rejected, changes_requested, delegated or withdrawn.</param>
/// <param name="Digest">Of the request as it was read.</param>
/// <param name="Reason">Why; for delegated, to whom.</param>
internal sealed record DecisionPost(DecisionKind? Decision, string? Digest, string? Reason = null);

/// <summary><c>/api/v1/approval-requests</c>: services ask, people decide.</summary>
internal static class ApprovalEndpoints
{
    private const int LongestKey = 150;

    public static void MapApprovalApi(this WebApplication app)
    {
        var requests = app.MapApi("approval-requests").WithTags("Approvals");
        requests.MapGet("/", List).WithName("ListApprovalRequests").WithSummary("Lists actions that wait or waited for people, newest first.")
            .RequireAuthorization(Policies.Context).Produces<Page<ApprovalView>>();
        requests.MapGet("/{id}", Get).WithName("GetApprovalRequest").WithSummary("Returns one request with its decisions.")
            .RequireAuthorization(Policies.Context).Produces<ApprovalView>().ProducesProblem(StatusCodes.Status404NotFound);
        requests.MapPost("/", Post).WithExample(ApprovalExamples.Request).WithName("RequestApproval").WithSummary("Asks for an action. The same Idempotency-Key returns the same request.")
            .RequireAuthorization(Policies.RequestActions).Produces<ApprovalView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        requests.MapPost("/{id}/decisions", Decide).WithExample(ApprovalExamples.Decision).WithName("DecideApproval").WithSummary("Decides about a request, as a person and never one's own.")
            .RequireAuthorization(Policies.Manage).Produces<ApprovalView>()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> List(string? open, string? risk, string? incident_id, string? limit, string? cursor, Scope scope, ReadApprovals approvals, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        var page = read.Page(limit, cursor);
        var filter = new ApprovalFilter(read.Flag("open", open), read.Choice<RunbookRisk>("risk", risk), read.Id("incident_id", incident_id));
        return read.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await approvals.ListAsync(scope, filter, page, cancellationToken));
    }

    private static async Task<IResult> Get(string id, Scope scope, ReadApprovals approvals, CancellationToken cancellationToken) =>
        await approvals.FindAsync(scope, id, cancellationToken) is { } found ? TypedResults.Ok(found) : new ApprovalNotFound().ToProblem();

    private static async Task<IResult> Post(
        ApprovalPost post, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal principal, Scope scope, RequestApproval request, ReadIncidents incidents, ReadApprovals approvals, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        if (string.IsNullOrWhiteSpace(key) || key.Length > LongestKey)
        {
            read.Add("Idempotency-Key", $"Give a key of at most {LongestKey} characters that names this request.");
        }

        if (string.IsNullOrWhiteSpace(post.Runbook))
        {
            read.Add("runbook", "Name a runbook.");
        }

        if (read.Failure is { } invalid)
        {
            return invalid.ToProblem();
        }

        if (post.IncidentId is { } incident && await incidents.FindAsync(scope, incident.ToString(), cancellationToken) is null)
        {
            return new ValidationFailure("incident_id", "There is no such incident.").ToProblem();
        }

        var actor = Actor.From(principal);
        var wish = new ActionWish(post.Runbook!, post.Parameters ?? new Dictionary<string, JsonElement>(), post.Environment ?? "production", $"api:{actor.Id}:{key}")
        {
            IncidentId = post.IncidentId,
            SessionId = post.SessionId,
            Reason = post.Reason,
            Origin = actor.Kind == ActorKind.User ? ApprovalOrigin.Person : ApprovalOrigin.Assistant,
        };
        return (await request.RunAsync(wish, actor, cancellationToken)).TryGet(out var made, out var failure)
            ? TypedResults.Created($"/api/v1/approval-requests/{made.Id}", await approvals.FindAsync(scope, made.Id.ToString(), cancellationToken))
            : failure.ToProblem();
    }

    private static async Task<IResult> Decide(string id, DecisionPost post, ClaimsPrincipal principal, Scope scope, DecideApproval decide, ReadApprovals approvals, CancellationToken cancellationToken)
    {
        var read = new QueryReader();
        if (post.Decision is not (DecisionKind.Approved or DecisionKind.Rejected or DecisionKind.ChangesRequested or DecisionKind.Delegated or DecisionKind.Withdrawn))
        {
            read.Add("decision", "Give approved, rejected, changes_requested, delegated or withdrawn.");
        }

        if (string.IsNullOrWhiteSpace(post.Digest))
        {
            read.Add("digest", "Give the digest of the request that you read.");
        }

        if (read.Failure is { } invalid)
        {
            return invalid.ToProblem();
        }

        if (await approvals.FindAsync(scope, id, cancellationToken) is not { } found)
        {
            return new ApprovalNotFound().ToProblem();
        }

        var outcome = await decide.RunAsync(found.Id, new Decision(post.Decision!.Value, post.Digest!, post.Reason), Actor.From(principal), cancellationToken);
        return outcome.Failure is { } failure ? failure.ToProblem() : TypedResults.Ok(await approvals.FindAsync(scope, id, cancellationToken));
    }
}
