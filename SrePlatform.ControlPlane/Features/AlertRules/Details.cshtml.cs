using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.ControlPlane.Features.AlertRules.Ledger;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>One rule: what it says, where its delivery stands, and what it fired.</summary>
internal sealed class DetailsModel(
    SreDbContext context, FiringRules firing, ReadRuleLedger ledger, SwitchAlertRule switching, DeleteAlertRule delete, IAuthorizationService authorization, Texts texts) : PageModel
{
    public AlertRule Rule { get; private set; } = null!;

    public IReadOnlyList<RuleAlert> Alerts { get; private set; } = [];

    public RuleLedger Ledger { get; private set; } = null!;

    public bool MayManage { get; private set; }

    /// <summary>Of the chart.</summary>
    public string Unit => ComparedValue.Of(Rule.Definition()).Unit;

    public int FiringCount => Alerts.Count(alert => alert.Status is AlertStatus.Firing);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await context.Set<AlertRule>().AsNoTracking().In(HttpContext.Scope(), context).SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } found)
        {
            return NotFound();
        }

        Rule = found;
        Alerts = await firing.LatestAsync(HttpContext.Scope(), found.Name, cancellationToken);
        Ledger = await ledger.RunAsync(HttpContext.Scope(), found.Name, cancellationToken);
        MayManage = (await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded;
        return Page();
    }

    public async Task<IActionResult> OnPostSwitchAsync(Guid id, long version, bool enabled, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var outcome = await switching.RunAsync(HttpContext.Scope(), id, version, enabled, Actor.From(User), cancellationToken);
        return outcome.TryGet(out var rule, out var failure)
            ? this.Done($"/rules/{id}", texts[enabled ? "rules.switched_on" : "rules.switched_off", ("name", rule.Name)])
            : failure is NotFoundFailure ? NotFound() : this.Done($"/rules/{id}", texts.Say(failure));
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, long version, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Manage)).Succeeded)
        {
            return Forbid();
        }

        var outcome = await delete.RunAsync(HttpContext.Scope(), id, version, Actor.From(User), cancellationToken);
        return outcome.TryGet(out _, out var failure)
            ? this.Done("/rules", texts["rules.deleted"])
            : failure is NotFoundFailure ? NotFound() : this.Done($"/rules/{id}", texts.Say(failure));
    }

    public string State() => (Rule.Enabled, FiringCount) switch
    {
        (false, _) => texts["rules.state.off"],
        (_, 0) => texts["rules.state.quiet"],
        (_, var count) => texts.Count("rules.state.firing", count),
    };
}
