using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Resources.Labels;

/// <summary>The rules about labels, and how well they are kept.</summary>
internal sealed class IndexModel(ReadLabelRules rules, EditLabelRules edit, IAuthorizationService authorization, Texts texts) : PageModel
{
    [BindProperty]
    public string? Label { get; set; }

    [BindProperty]
    public bool Required { get; set; }

    [BindProperty]
    public string? AllowedValues { get; set; }

    [BindProperty]
    public List<string> Kinds { get; set; } = [];

    [BindProperty]
    public bool Enforced { get; set; }

    public IReadOnlyList<LabelRuleRow> Rows { get; private set; } = [];

    public int Breaking { get; private set; }

    public bool MayEdit { get; private set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!MayEdit)
        {
            return Forbid();
        }

        var outcome = await edit.AddAsync(
            new(Label, Required, [.. (AllowedValues ?? "").Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)],
                [.. Enum.GetValues<ResourceKind>().Where(kind => Kinds.Contains(Shared.Tone.Word(kind)))], Enforced),
            Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var rule, out var failure))
        {
            return this.Done("/resources/labels", texts["resources.label_rule_added", ("label", rule.Label)]);
        }

        Errors = failure is ResourceInvalid invalid
            ? texts.SayByField("resources.error.", invalid.Fields)
            : new Dictionary<string, string> { ["label"] = failure.Detail };
        Response.StatusCode = failure.StatusCode();
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancellationToken)
    {
        if (!(await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded)
        {
            return Forbid();
        }

        return (await edit.RemoveAsync(id, Actor.From(User), cancellationToken)).TryGet(out _, out _)
            ? this.Done("/resources/labels", texts["resources.label_rule_removed"])
            : NotFound();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Rows = await rules.ListAsync(HttpContext.Scope(), cancellationToken);
        Breaking = Rows.Count == 0 ? 0 : await rules.CountBreakingAsync(HttpContext.Scope(), cancellationToken);
        MayEdit = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
    }
}
