using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Batch;

/// <summary>Does what was chosen in the list of resources, and says how it went for each.</summary>
[Authorize(Policies.Manage)]
internal sealed class IndexModel(RunBatch run, Texts texts) : PageModel
{
    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    [BindProperty]
    public string? Action { get; set; }

    [BindProperty]
    public string? Value { get; set; }

    public IReadOnlyList<BatchItem> Items { get; private set; } = [];

    /// <summary>Why nothing was done at all.</summary>
    public string? Problem { get; private set; }

    public IActionResult OnGet() => LocalRedirect("/resources");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Enum.GetValues<BatchAction>().Cast<BatchAction?>().FirstOrDefault(known => Tone.Word(known) == Action) is not { } action)
        {
            Problem = texts["batch.no_action"];
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return this.PageOrFragment("_Result");
        }

        var outcome = await run.RunAsync(new(Chosen, action, Value), Actor.From(User), HttpContext.Scope(), cancellationToken);
        if (outcome.TryGet(out var items, out var failure))
        {
            Items = items;
            Response.Headers["HX-Trigger"] = "changed-many";
            return this.PageOrFragment("_Result");
        }

        Problem = failure is ValidationFailure invalid ? string.Join(" ", invalid.Errors.SelectMany(field => field.Value)) : texts.Say(failure);
        // A fragment with an error is shown where the result would be.
        Response.StatusCode = Request.WantsFragment() ? StatusCodes.Status200OK : failure.StatusCode();
        return this.PageOrFragment("_Result");
    }
}
