using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Edits an objective.</summary>
[Authorize(Policies.Manage)]
internal sealed class EditModel(SreDbContext context, SaveSlo save, Texts texts) : SloFormPage(texts)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public override bool IsNew => false;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (await context.Set<Slo>().AsNoTracking().In(HttpContext.Scope()).SingleOrDefaultAsync(slo => slo.Id == Id, cancellationToken) is not { } slo)
        {
            return NotFound();
        }

        if (slo.Seeded)
        {
            return this.Done($"/slos/{Id}", Texts.Say(new SloIsSeeded()));
        }

        Form = SloForm.Of(slo);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await save.EditAsync(Id, Form.Version, Form.Read(), Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var slo, out var failure))
        {
            return this.Done($"/slos/{Id}", Texts["slos.saved", ("name", slo.Name)]);
        }

        return failure is NotFoundFailure ? NotFound() : Again(failure);
    }
}
