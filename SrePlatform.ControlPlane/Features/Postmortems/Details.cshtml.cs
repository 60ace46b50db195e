using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Postmortems.Documents;
using SrePlatform.ControlPlane.Features.Postmortems.Editing;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>One postmortem: its text with links to the record, its review, its action items, and others like it.</summary>
internal sealed class DetailsModel(
    ReadPostmortems postmortems, SimilarPostmortems similar, ReadActionItems actions, ChangeActionItem items, AssignableUsers users, PostmortemDocument document, IAuthorizationService authorization, Texts texts) : PageModel
{
    public PostmortemView Item { get; private set; } = null!;

    public IReadOnlyList<SimilarPostmortem> Similar { get; private set; } = [];

    public IReadOnlyList<string> Users { get; private set; } = [];

    public bool MayOperate { get; private set; }

    /// <summary>Whether this person wrote on it, and so cannot review it.</summary>
    public bool HasWritten { get; private set; }

    public DateOnly Today => actions.Today;

    public string Html => PostmortemHtml.Of(Item.Body, Item.Items);

    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    /// <summary>What was typed for a new action item, while it is not right.</summary>
    public ActionItemText Typed { get; private set; } = new(null, null, null);

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken) =>
        await LoadAsync(reference, cancellationToken) ? this.PageOrFragment("_Postmortem") : NotFound();

    /// <summary>The document as a file: <c>md</c>, <c>html</c> or <c>pdf</c>.</summary>
    public async Task<IActionResult> OnGetExportAsync(string reference, string? format, CancellationToken cancellationToken)
    {
        if (await postmortems.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        return document.File(found, format) is { } file ? File(file.Content, file.ContentType, file.Name) : BadRequest();
    }

    public Task<IActionResult> OnPostMoveAsync(string reference, PostmortemStep step, uint? version, string? note, [FromServices] MovePostmortem move, CancellationToken cancellationToken) =>
        ChangeAsync(reference, "postmortems.said." + Shared.Tone.Word(step), async () =>
            (await move.RunAsync(new PostmortemTarget(Item.Id, version, Actor.From(User), HttpContext.Scope()), step, note, cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostAddAsync(string reference, string? title, string? owner, string? dueOn, CancellationToken cancellationToken) =>
        ChangeAsync(reference, "postmortems.said.action_added", async () =>
        {
            Typed = new ActionItemText(title, owner, dueOn);
            var failure = (await items.AddAsync(Item.Id, Typed, Actor.From(User), HttpContext.Scope(), cancellationToken)).Failure;
            Typed = failure is null ? new(null, null, null) : Typed;
            return failure;
        }, cancellationToken);

    public Task<IActionResult> OnPostPlanAsync(string reference, Guid id, string? title, string? owner, string? dueOn, CancellationToken cancellationToken) =>
        ChangeAsync(reference, "postmortems.said.action_planned", async () => (await items.PlanAsync(id, new ActionItemText(title, owner, dueOn), Actor.From(User), HttpContext.Scope(), cancellationToken)).Failure, cancellationToken);

    public Task<IActionResult> OnPostEndAsync(string reference, Guid id, ActionItemState state, CancellationToken cancellationToken) =>
        ChangeAsync(reference, "postmortems.said.action_changed", async () => (await items.EndAsync(id, state, Actor.From(User), HttpContext.Scope(), cancellationToken)).Failure, cancellationToken);

    private async Task<IActionResult> ChangeAsync(string reference, string says, Func<Task<Failure?>> change, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded)
        {
            return Forbid();
        }

        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        if (await change() is { } failure)
        {
            Errors = (failure as ValidationFailure)?.Errors ?? Errors;
            Problem = failure is ValidationFailure invalid ? string.Join(" ", invalid.Errors.Select(error => texts.Find($"postmortems.error.{error.Key}") ?? string.Join(" ", error.Value))) : texts.Say(failure);
            Response.Says(Problem, isFailure: true);
            if (!Request.WantsFragment())
            {
                Response.StatusCode = failure.StatusCode();
            }
        }
        else if (!Request.WantsFragment())
        {
            return this.Done($"/postmortems/{Item.Reference}", texts[says]);
        }
        else
        {
            Response.Says(texts[says]);
        }

        await LoadAsync(reference, cancellationToken);
        return this.PageOrFragment("_Postmortem");
    }

    private async Task<bool> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        if (await postmortems.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } found)
        {
            return false;
        }

        Item = found;
        MayOperate = (await authorization.AuthorizeAsync(User, Policies.Operate)).Succeeded;
        HasWritten = found.Writers.Contains(Actor.From(User).Id);
        Users = MayOperate ? await users.ListAsync(cancellationToken) : [];
        Similar = found.State == PostmortemState.Drafting ? [] : await similar.RunAsync(HttpContext.Scope(), found, cancellationToken);
        return true;
    }
}
