using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.AlertRules.Building;
using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Adds a rule: from a template, as a copy, or from nothing.</summary>
[Authorize(Policies.Manage)]
internal sealed class NewModel(SreDbContext context, CreateAlertRule create, PreviewRule preview, Texts texts) : RuleFormPage(preview, texts)
{
    public static readonly IReadOnlyList<string> Templates = [.. RuleSignals.All.Select(signal => signal.Key), RuleSignals.Metric, "expression"];

    /// <summary>Which template the form began with; null while one is to be chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Template { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid? from, CancellationToken cancellationToken)
    {
        if (from is { } id)
        {
            if (await context.Set<AlertRule>().AsNoTracking().In(HttpContext.Scope(), context).SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } original)
            {
                return NotFound();
            }

            Form = RuleForm.Of(original, original.Definition());
            Form.Name = Texts["rules.copy_name", ("name", original.Name)];
            Template = original.Builder is null ? "expression" : RuleSignals.Metric;
            return Page();
        }

        Template = Templates.Contains(Template) ? Template : null;
        Form = RuleForm.From(Template);
        if (RuleSignals.Find(Template) is not null)
        {
            Form.Name = Texts[$"rules.template.{Template}"];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Template ??= RuleSignals.Metric;
        if (Read(out var draft) is { } invalid)
        {
            return Again(invalid);
        }

        var outcome = await create.RunAsync(draft, Actor.From(User), cancellationToken);
        return outcome.TryGet(out var rule, out var failure) ? this.Done($"/rules/{rule.Id}", Texts["rules.created", ("name", rule.Name)]) : Again(failure);
    }
}
