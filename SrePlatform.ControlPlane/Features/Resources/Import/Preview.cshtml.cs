using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>What would become of each row, and, once it was applied, what did.</summary>
[Authorize(Policies.Manage)]
internal sealed class PreviewModel(SreDbContext context, PlanImport plan, ApplyImport apply, IHostApplicationLifetime lifetime, Texts texts) : PageModel
{
    /// <summary>Rows shown; refused ones first, since they want attention.</summary>
    public const int MostShown = 500;

    public ResourceImport Import { get; private set; } = null!;

    public IReadOnlyList<ImportedRow> Rows { get; private set; } = [];

    /// <summary>How many rows the file has.</summary>
    public int Total { get; private set; }

    /// <summary>It was applied, and some of its rows were not yet, or never will be.</summary>
    public bool IsUnfinished => Import.AppliedAt is not null && Rows.Count < Total;

    public int Count(ImportDecision decision) => Rows.Count(row => row.Decision == decision);

    public IEnumerable<ImportedRow> Shown => Rows.OrderBy(row => row.Decision is ImportDecision.Refuse ? 0 : row.Decision is ImportDecision.Keep ? 2 : 1).ThenBy(row => row.Line).Take(MostShown);

    public string Says(InvalidField error) => $"{texts.Find($"resources.{error.Field}") ?? error.Field}: {texts.Say("resources.error.", error)}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        var me = Actor.From(User).Id;
        if (await context.Set<ResourceImport>().AsNoTracking().SingleOrDefaultAsync(known => known.Id == id && known.CreatedById == me, cancellationToken) is not { } import)
        {
            return NotFound();
        }

        Import = import;
        Rows = import.AppliedAt is null ? [.. (await plan.RunAsync(import.Content, HttpContext.Scope(), cancellationToken)).Rows.Select(row => row.Row)] : import.Results;
        Total = import.AppliedAt is null ? Rows.Count : ImportFile.Read(import.Content).Lines.Count;
        return Page();
    }

    /// <summary>Goes on when the browser goes away: a file is not left half done because somebody closed a tab.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        var outcome = await apply.RunAsync(id, Actor.From(User), HttpContext.Scope(), lifetime.ApplicationStopping);
        return outcome.TryGet(out _, out var failure) ? this.Done($"/resources/import/{id}")
            : failure is NotFoundFailure ? NotFound()
            : this.Done($"/resources/import/{id}", texts["resources.import_applied_already"]);
    }
}
