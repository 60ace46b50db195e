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

/// <summary>One version of a runbook: what it says, what it does, who agreed to it, and what came of it.</summary>
internal sealed class DetailsModel(ReadRunbooks runbooks, ReviewRunbook review, RetireRunbook retire, WriteRunbook write, IAuthorizationService authorization, Texts texts) : PageModel
{
    public RunbookView Item { get; private set; } = null!;

    public bool MayWrite { get; private set; }

    /// <summary>Whether this person wrote the version, and so cannot review it.</summary>
    public bool IsOwn { get; private set; }

    public string? Problem { get; private set; }

    public string Html => SafeMarkdown.Html(Item.Document?.Body ?? "");

    /// <summary>Whether the version that is shown waits for a review.</summary>
    public bool IsWaiting => Item.Runbook.State == RunbookState.Waiting && Item.Version.Number == Item.Runbook.LatestVersion;

    public async Task<IActionResult> OnGetAsync(string name, int? version, CancellationToken cancellationToken) =>
        await LoadAsync(name, version, cancellationToken) ? Page() : NotFound();

    public Task<IActionResult> OnPostReviewAsync(string name, int version, CancellationToken cancellationToken) =>
        ChangeAsync(name, version, "runbooks.said.reviewed", () => review.RunAsync(name, version, Actor.From(User), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostRollBackAsync(string name, int version, CancellationToken cancellationToken) =>
        ChangeAsync(name, version, "runbooks.said.written", () => write.RollBackAsync(name, version, Actor.From(User), cancellationToken), cancellationToken, latest: true);

    public Task<IActionResult> OnPostRetireAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, null, "runbooks.said.retired", () => retire.RetireAsync(name, Actor.From(User), cancellationToken), cancellationToken);

    public Task<IActionResult> OnPostReinstateAsync(string name, CancellationToken cancellationToken) =>
        ChangeAsync(name, null, "runbooks.said.reinstated", () => retire.ReinstateAsync(name, Actor.From(User), cancellationToken), cancellationToken);

    private async Task<IActionResult> ChangeAsync(string name, int? version, string says, Func<Task<Outcome<Runbook>>> change, CancellationToken cancellationToken, bool latest = false)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        if ((await change()).TryGet(out var runbook, out var failure))
        {
            return this.Done(latest ? $"/runbooks/{runbook.Name}?version={runbook.LatestVersion}" : $"/runbooks/{runbook.Name}", texts[says]);
        }

        if (!await LoadAsync(name, version, cancellationToken))
        {
            return NotFound();
        }

        Problem = texts.Say(failure);
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private async Task<bool> LoadAsync(string name, int? version, CancellationToken cancellationToken)
    {
        if (await runbooks.FindAsync(name, version, cancellationToken) is not { } found)
        {
            return false;
        }

        Item = found;
        MayWrite = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        IsOwn = found.Version.AuthorId == Actor.From(User).Id;
        return true;
    }
}
