using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Automation.Proposals;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>One rule and runbook: the record, what it says about the next level, and the decision.</summary>
internal sealed class PairModel(ReadAutonomy autonomy, ChangeAutonomy change, GradeProposal grade, IAuthorizationService authorization, Texts texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public AutonomyView Pair { get; private set; } = null!;

    public Page<ProposalView> Proposals { get; private set; } = new([], null);

    public IReadOnlyList<LevelChanged> Changes { get; private set; } = [];

    public bool MayDecide { get; private set; }

    public bool MayGrade { get; private set; }

    /// <summary>An administrator may decide against the record.</summary>
    public bool MayDecideAnyway { get; private set; }

    public AutonomyLevel Wanted { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>What was wrong, and with which field.</summary>
    public (string Field, string Says)? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken) => await LoadAsync(id, cancellationToken) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, AutonomyLevel level, AutonomyLevel seen, string? reason, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (!MayDecide)
        {
            return Forbid();
        }

        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var outcome = await change.RunAsync(HttpContext.Scope(), id, new LevelChange(level, seen, reason, MayDecideAnyway), Actor.From(User), cancellationToken);
        if (outcome.Failure is not { } failure)
        {
            return this.Done($"/automation/autonomy/{id}", texts["automation.autonomy.said.changed", ("level", texts["automation.level." + Shared.Tone.Word(level)])]);
        }

        (Wanted, Reason) = (level, reason);
        Problem = failure is ValidationFailure ? ("reason", texts["automation.autonomy.error.reason"]) : ("level", texts.Say(failure));
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    public async Task<IActionResult> OnPostGradeAsync(Guid id, Guid diagnosis, bool right, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(id, cancellationToken))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var failure = (await grade.RunAsync(HttpContext.Scope(), diagnosis, right, Actor.From(User), cancellationToken)).Failure;
        return failure is NotFoundFailure ? NotFound() : this.Done($"/automation/autonomy/{id}", failure is null ? texts["automation.autonomy.said.graded"] : texts.Say(failure));
    }

    private async Task<bool> LoadAsync(Guid id, CancellationToken cancellationToken)
    {
        var scope = HttpContext.Scope();
        if (await autonomy.FindAsync(scope, id, cancellationToken) is not { } found)
        {
            return false;
        }

        (Pair, Wanted) = (found, found.Suggestion.To ?? found.Level);
        Proposals = await autonomy.ProposalsAsync(scope, found, new QueryReader().Page(null, Cursor), cancellationToken);
        Changes = await autonomy.ChangesAsync(id, cancellationToken);
        MayDecide = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded && (found.Team is null || scope.Manages(found.Team));
        MayGrade = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        MayDecideAnyway = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
        return true;
    }
}
