using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Postmortems.Documents;
using SrePlatform.ControlPlane.Features.Postmortems.Editing;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>Writes a postmortem, with what it will look like beside it. Whoever saves over another's text is told, and sees theirs.</summary>
[Authorize(Policies.Operate)]
internal sealed class EditModel(ReadPostmortems postmortems, EditPostmortem edit, Texts texts) : PageModel
{
    [BindProperty]
    public PostmortemForm Form { get; set; } = new();

    public PostmortemView Item { get; private set; } = null!;

    public IReadOnlyDictionary<string, string[]> Errors { get; private set; } = new Dictionary<string, string[]>();

    public string? Problem { get; private set; }

    /// <summary>What somebody else saved meanwhile.</summary>
    public string? Theirs { get; private set; }

    public string Preview => PostmortemHtml.Of(Form.Body ?? "", Item.Items);

    public string? ErrorAt(string field) => Errors.TryGetValue(field, out var errors) ? texts.Find($"postmortems.error.{field}") ?? string.Join(" ", errors) : null;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        if (Item.State is not (PostmortemState.Draft or PostmortemState.InReview))
        {
            return this.Done($"/postmortems/{Item.Reference}", texts.Say(new PostmortemNotEditable(Item.State)));
        }

        Form = PostmortemForm.Of(Item);
        return Page();
    }

    /// <summary>What it will look like.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(string reference, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        return Request.WantsFragment() ? Partial("_Preview", this) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string reference, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(reference, cancellationToken))
        {
            return NotFound();
        }

        var outcome = await edit.RunAsync(
            new PostmortemTarget(Item.Id, Form.Version ?? 0, Actor.From(User), HttpContext.Scope()), new PostmortemDraftText(Form.Title, Form.Body, Form.CauseService, Form.CauseKind), cancellationToken);
        if (outcome.Failure is not { } failure)
        {
            return this.Done($"/postmortems/{Item.Reference}", texts["postmortems.said.saved"]);
        }

        Errors = (failure as ValidationFailure)?.Errors ?? Errors;
        Problem = failure is ValidationFailure ? null : texts.Say(failure);
        Response.StatusCode = failure.StatusCode();
        if (failure is PostmortemChanged && await LoadAsync(reference, cancellationToken))
        {
            (Problem, Theirs) = (texts["postmortems.changed", ("name", Item.UpdatedBy)], Item.Body);
            // Whoever saves again has now seen this version.
            Form.Version = Item.Version;
            ModelState.Clear();
        }

        return Page();
    }

    private async Task<bool> LoadAsync(string reference, CancellationToken cancellationToken)
    {
        if (await postmortems.FindAsync(HttpContext.Scope(), reference, cancellationToken) is not { } found)
        {
            return false;
        }

        Item = found;
        return true;
    }
}

/// <summary>A postmortem as its form holds it.</summary>
internal sealed class PostmortemForm
{
    public string? Title { get; set; }

    public string? Body { get; set; }

    public string? CauseService { get; set; }

    public string? CauseKind { get; set; }

    public uint? Version { get; set; }

    public static PostmortemForm Of(PostmortemView item) => new()
    {
        Title = item.Title, Body = item.Body, CauseService = item.CauseService, CauseKind = Tone.Word(item.CauseKind), Version = item.Version,
    };
}
