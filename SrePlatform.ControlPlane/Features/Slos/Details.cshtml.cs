using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>One objective: its budget, how fast it burns, and the rules that watch it.</summary>
internal sealed class DetailsModel(SreDbContext context, ReadSloStatus status, SaveSlo save, IAuthorizationService authorization, Texts texts) : PageModel
{
    public Slo Slo { get; private set; } = null!;

    public SloStatus Status { get; private set; } = null!;

    public IReadOnlyDictionary<string, AlertRule> Rules { get; private set; } = new Dictionary<string, AlertRule>();

    public bool MayManage { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await context.Set<Slo>().AsNoTracking().In(HttpContext.Scope()).SingleOrDefaultAsync(slo => slo.Id == id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Slo = found;
        Status = await status.RunAsync(found, cancellationToken);
        var names = BurnRates.All.Select(rate => BurnRates.RuleName(found, rate)).ToList();
        Rules = await context.Set<AlertRule>().AsNoTracking().Where(rule => rule.Origin == RuleOrigin.Slo && names.Contains(rule.Name)).ToDictionaryAsync(rule => rule.Name, cancellationToken);
        MayManage = !found.Seeded && (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var outcome = await save.DeleteAsync(id, version, Actor.From(User), cancellationToken);
        return outcome.TryGet(out _, out var failure)
            ? this.Done("/slos", texts["slos.deleted"])
            : failure is NotFoundFailure ? NotFound() : this.Done($"/slos/{id}", texts.Say(failure));
    }
}
