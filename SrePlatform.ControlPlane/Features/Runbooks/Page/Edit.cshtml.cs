using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Runbooks.Editing;
using SrePlatform.ControlPlane.Features.Runbooks.Reading;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Markdown;

namespace SrePlatform.ControlPlane.Features.Runbooks.Page;

/// <summary>Writes a runbook as one document, with what it will say and what is wrong with it beside it.</summary>
[Authorize(Policies.Manage)]
internal sealed class EditModel(ReadRunbooks runbooks, WriteRunbook write, Texts texts) : PageModel
{
    [BindProperty(Name = "Content")]
    public string? Written { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    /// <summary>The latest version that the writer has seen.</summary>
    [BindProperty]
    public int? BasedOn { get; set; }

    /// <summary>Of the runbook that is written; null for a new one.</summary>
    public string? Name { get; private set; }

    public string Address => Name is null ? "/runbooks/new" : $"/runbooks/{Name}/edit";

    /// <summary>What it says, if it can be read.</summary>
    public RunbookDocument? Document { get; private set; }

    /// <summary>What is wrong with it, where.</summary>
    public IReadOnlyList<RunbookProblem> Problems { get; private set; } = [];

    public string? CommentError { get; private set; }

    public string? Problem { get; private set; }

    public string Html => SafeMarkdown.Html(Document?.Body ?? "");

    public async Task<IActionResult> OnGetAsync(string? name, int? from, CancellationToken cancellationToken)
    {
        if (!await LoadAsync(name, from, cancellationToken))
        {
            return NotFound();
        }

        Look();
        return Page();
    }

    /// <summary>What it will say, or what is wrong with it.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(string? name, CancellationToken cancellationToken)
    {
        var (typed, seen) = (Written, BasedOn);
        if (!await LoadAsync(name, null, cancellationToken))
        {
            return NotFound();
        }

        (Written, BasedOn) = (typed, seen);
        Look();
        return Request.WantsFragment() ? Partial("_Preview", this) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? name, CancellationToken cancellationToken)
    {
        var text = new RunbookText(Written?.ReplaceLineEndings("\n"), Comment, BasedOn);
        var outcome = name is null ? await write.CreateAsync(text, Actor.From(User), cancellationToken) : await write.ReviseAsync(name, text, Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var runbook, out var failure))
        {
            return this.Done($"/runbooks/{runbook.Name}?version={runbook.LatestVersion}", texts["runbooks.said.written"]);
        }

        if (failure is NotFoundFailure)
        {
            return NotFound();
        }

        Name = name;
        Look();
        if (failure is ValidationFailure invalid)
        {
            CommentError = invalid.Errors.ContainsKey("comment") ? texts["runbooks.error.comment"] : null;
            Problems = RunbookProblem.Of(Written ?? "", invalid.Errors.Where(error => error.Key != "comment"));
        }
        else
        {
            Problem = texts.Say(failure);
        }

        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private void Look()
    {
        if (string.IsNullOrWhiteSpace(Written))
        {
            return;
        }

        if (RunbookReader.Read(Written).TryGet(out var document, out var failure))
        {
            Document = document;
        }
        else if (failure is ValidationFailure invalid)
        {
            Problems = RunbookProblem.Of(Written, invalid.Errors);
        }
    }

    private async Task<bool> LoadAsync(string? name, int? from, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            Written = RunbookTemplate.Text;
            return true;
        }

        var latest = await runbooks.FindAsync(name, null, cancellationToken);
        var shown = latest is null ? null : await runbooks.FindAsync(name, from ?? latest.Runbook.LatestVersion, cancellationToken);
        if (shown is null)
        {
            return false;
        }

        (Name, Written, BasedOn) = (name, shown.Content, shown.Runbook.LatestVersion);
        return true;
    }
}
