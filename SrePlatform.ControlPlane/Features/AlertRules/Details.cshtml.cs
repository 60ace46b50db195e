using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>One rule: what it says, where its delivery stands, and what it fired.</summary>
internal sealed class DetailsModel(SreDbContext context, FiringRules firing, Texts texts) : PageModel
{
    public AlertRule Rule { get; private set; } = null!;

    public IReadOnlyList<RuleAlert> Alerts { get; private set; } = [];

    public int FiringCount => Alerts.Count(alert => alert.Status is AlertStatus.Firing);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await context.Set<AlertRule>().AsNoTracking().In(HttpContext.Scope(), context).SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Rule = found;
        Alerts = await firing.LatestAsync(HttpContext.Scope(), found.Name, cancellationToken);
        return Page();
    }

    public string State() => (Rule.Enabled, FiringCount) switch
    {
        (false, _) => texts["rules.state.off"],
        (_, 0) => texts["rules.state.quiet"],
        (_, var count) => texts.Count("rules.state.firing", count),
    };
}
