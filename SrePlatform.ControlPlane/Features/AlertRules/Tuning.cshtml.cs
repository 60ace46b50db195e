using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules.Ledger;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Quieter forms of a rule, each tried on the last days.</summary>
internal sealed class TuningModel(SreDbContext context, TuneRule tune) : PageModel
{
    public AlertRule Rule { get; private set; } = null!;

    public TuningReport? Report { get; private set; }

    public MetricsFailure? Unavailable { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await context.Set<AlertRule>().AsNoTracking().In(HttpContext.Scope(), context).SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Rule = found;
        var answer = await tune.RunAsync(HttpContext.Scope(), found.Definition(), cancellationToken);
        (Report, Unavailable) = (answer.Value, answer.Failure);
        return Page();
    }
}
