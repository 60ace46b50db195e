using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>Adds a check to a resource, or changes one.</summary>
[Authorize(Policies.Manage)]
internal sealed class CheckModel(SreDbContext context, SaveCheck save, Texts texts) : PageModel
{
    /// <summary>In the address, where a check would have its id.</summary>
    private const string New = "new";

    [BindProperty]
    public CheckForm Form { get; set; } = new();

    public Resource Resource { get; private set; } = null!;

    public Guid? CheckId { get; private set; }

    /// <summary>What is wrong as a whole, such as a stale form.</summary>
    public string? Problem { get; private set; }

    private CheckInvalid? Invalid { get; set; }

    public string? Error(string field) => Invalid?.Wrong.FirstOrDefault(wrong => wrong.Field == field) is { } error
        ? texts.Say("checks.error.", error)
        : null;

    public async Task<IActionResult> OnGetAsync(Guid id, string check, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, check, cancellationToken))
        {
            return NotFound();
        }

        if (CheckId is null)
        {
            Form = new() { Kind = "http", Enabled = true, IntervalSeconds = $"{CheckValidation.DefaultInterval}", TimeoutSeconds = $"{CheckValidation.DefaultTimeout}" };
            return Page();
        }

        if (await context.Set<ResourceCheck>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == CheckId && known.ResourceId == id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Form = CheckForm.Of(found);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string check, CancellationToken cancellationToken)
    {
        if (!await FindAsync(id, check, cancellationToken))
        {
            return NotFound();
        }

        var (actor, scope) = (Actor.From(User), HttpContext.Scope());
        var outcome = CheckId is { } known
            ? await save.EditAsync(id, known, Form.Edition, Form.Draft(), actor, scope, cancellationToken)
            : await save.CreateAsync(id, Form.Draft(), actor, scope, cancellationToken);
        return outcome.TryGet(out var saved, out var failure) ? this.Done($"/resources/{id}", texts["checks.saved", ("name", saved.Name)]) : Again(failure);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, Guid check, CancellationToken cancellationToken) =>
        Answer(id, await save.DeleteAsync(id, check, Actor.From(User), HttpContext.Scope(), cancellationToken), "checks.deleted");

    public async Task<IActionResult> OnPostAskAsync(Guid id, Guid check, CancellationToken cancellationToken) =>
        Answer(id, await save.AskNowAsync(id, check, HttpContext.Scope(), cancellationToken), "checks.asked");

    private IActionResult Answer(Guid id, Outcome<Done> outcome, string says) => outcome.TryGet(out _, out var failure)
        ? this.Done($"/resources/{id}", texts[says])
        : failure is ForbiddenFailure ? Forbid() : NotFound();

    private IActionResult Again(Failure failure)
    {
        if (failure is NotFoundFailure)
        {
            return NotFound();
        }

        Invalid = failure as CheckInvalid;
        Problem = Invalid is null ? texts[failure is CheckChanged ? "checks.changed_meanwhile" : "checks.other_team"] : null;
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, string check, CancellationToken cancellationToken)
    {
        if (check != New)
        {
            if (!Guid.TryParse(check, out var known))
            {
                return false;
            }

            CheckId = known;
        }

        if (await context.FindResourceAsync(id, HttpContext.Scope(), cancellationToken) is not { } resource)
        {
            return false;
        }

        Resource = resource;
        return true;
    }
}
