using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>One request: everything needed to decide, and the decision.</summary>
internal sealed class DetailsModel(ReadApprovals approvals, DecideApproval decide, ReadIncidents incidents, AskPolicy policies, IAuthorizationService authorization, TimeProvider time, Texts texts) : PageModel
{
    public ApprovalView Item { get; private set; } = null!;

    /// <summary>The incident that it is for, as people name it.</summary>
    public string? Incident { get; private set; }

    public bool MayDecide { get; private set; }

    public bool IsOwn { get; private set; }

    public bool HasApproved { get; private set; }

    /// <summary>The freeze that would hold it now, or holds it.</summary>
    public IReadOnlyList<FreezeView> Freezes { get; private set; } = [];

    /// <summary>It waits for people, or for a freeze to be over.</summary>
    public bool IsWaiting => Item.IsOpen || (Item.State == ApprovalState.Approved && Item.HeldUntil is not null);

    /// <summary>What was wrong with the decision.</summary>
    public string? Problem { get; private set; }

    public string? TypedReason { get; private set; }

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken) =>
        await LoadAsync(reference, cancellationToken) ? this.PageOrFragment("_Request") : NotFound();

    /// <param name="reference">Which request.</param>
    /// <param name="decision">What is decided.</param>
    /// <param name="digest">Of the request as it was shown.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IActionResult> OnPostDecideAsync(string reference, DecisionKind? decision, string? digest, string? reason, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        // A form that is sent without one of its buttons decides nothing.
        if (decision is not { } kind || !ModelState.IsValid)
        {
            return BadRequest();
        }

        // Whoever asked may take it back; deciding is for those who manage.
        if (!MayDecide && !(kind == DecisionKind.Withdrawn && IsOwn))
        {
            return Forbid();
        }

        var outcome = await decide.RunAsync(Item.Id, new Decision(kind, digest ?? "", reason), Actor.From(User), cancellationToken);
        if (outcome.Failure is { } failure)
        {
            (Problem, TypedReason) = (texts.Say(failure), reason);
            await LoadAsync(reference, cancellationToken);
            // HTMX swaps only good answers; the notice says what was wrong.
            Response.Says(Problem, isFailure: true);
            if (!Request.WantsFragment())
            {
                Response.StatusCode = failure.StatusCode();
            }

            return this.PageOrFragment("_Request");
        }

        var says = texts["approvals.said." + Tone.Word(kind)];
        if (!Request.WantsFragment())
        {
            return this.Done($"/approvals/{Item.Reference}", says);
        }

        Response.Says(says);
        await LoadAsync(reference, cancellationToken);
        return Partial("_Request", this);
    }

    private async Task<bool> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        if (await approvals.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } found)
        {
            return false;
        }

        Item = found;
        var person = Actor.From(User);
        MayDecide = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        IsOwn = found.RequesterId == person.Id;
        HasApproved = found.Decisions.Any(made => made.Kind == DecisionKind.Approved && made.ActorId == person.Id && made.Digest == found.Digest);
        if (IsWaiting)
        {
            var now = time.GetUtcNow();
            var verdict = await policies.RunAsync(new PolicyAction(found.Runbook, found.Risk, found.Environment, found.Team, found.Targets, AskedBy.Person), now, cancellationToken);
            Freezes = verdict.HeldBy is { } freeze ? [FreezeView.Of(freeze, now)] : [];
        }

        Incident = found.IncidentId is { } incident ? (await incidents.FindAsync(HttpContext.Scope(), incident.ToString(), cancellationToken))?.Reference : null;
        return true;
    }
}
