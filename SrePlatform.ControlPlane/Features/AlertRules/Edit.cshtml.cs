using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.ControlPlane.Features.AlertRules.Ledger;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Edits a rule.</summary>
[Authorize(Policies.Manage)]
internal sealed class EditModel(SreDbContext context, EditAlertRule edit, PreviewRule preview, Texts texts) : RuleFormPage(preview, texts)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public override bool IsNew => false;

    /// <param name="hold">Seconds that a tuning proposes.</param>
    /// <param name="scale">The factor of the thresholds that a tuning proposes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IActionResult> OnGetAsync(int? hold, double? scale, CancellationToken cancellationToken)
    {
        if (await context.Set<AlertRule>().AsNoTracking().In(HttpContext.Scope(), context).SingleOrDefaultAsync(rule => rule.Id == Id, cancellationToken) is not { } rule)
        {
            return NotFound();
        }

        if (rule.Origin is not RuleOrigin.Manual)
        {
            return this.Done($"/rules/{Id}", Texts.Say(rule.Origin is RuleOrigin.Slo ? new AlertRuleIsOfObjective() : new AlertRuleIsSeeded()));
        }

        if (scale is > 0.01 and < 100 && RuleTuning.Scale(rule.Definition(), scale.Value) is { } scaled)
        {
            Form = RuleForm.Of(rule, scaled);
        }
        else
        {
            Form = RuleForm.Of(rule, rule.Definition());
        }

        Form.For = hold is > 0 and < 604_800 ? RuleThreshold.Write(TimeSpan.FromSeconds(hold.Value)) : Form.For;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Read(out var draft) is { } invalid)
        {
            return Again(invalid);
        }

        var outcome = await edit.RunAsync(HttpContext.Scope(), Id, Form.Version, draft, Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var rule, out var failure))
        {
            return this.Done($"/rules/{Id}", Texts["rules.saved", ("name", rule.Name)]);
        }

        return failure is NotFoundFailure ? NotFound() : Again(failure);
    }
}
