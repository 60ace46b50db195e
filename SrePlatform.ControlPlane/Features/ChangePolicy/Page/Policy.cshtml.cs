using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Page;

/// <summary>The rules of the policy, and what they would do to a runbook now or at a time.</summary>
internal sealed class PolicyModel(
    PolicyRules rules, PreviewPolicy preview, SreDbContext context, IAuthorizationService authorization, Preferences preferences, Texts texts) : PageModel
{
    private const int MostChoices = 200;

    [BindProperty(SupportsGet = true)]
    public string? Runbook { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Environment { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Targets { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Asks { get; set; }

    /// <summary>On the person's clock; empty is now.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    public IReadOnlyList<PolicyRule> Rows { get; private set; } = [];

    public IReadOnlyList<string> Runbooks { get; private set; } = [];

    public IReadOnlyList<string> Environments { get; private set; } = [];

    public PolicyPreview? Preview { get; private set; }

    public IReadOnlyDictionary<string, string> Errors { get; private set; } = new Dictionary<string, string>();

    public bool Administers { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Rows = await rules.ListAsync(cancellationToken);
        Administers = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
        Runbooks = await context.Set<Runbook>().AsNoTracking().Where(runbook => runbook.RetiredAt == null && runbook.CurrentVersion != null)
            .OrderBy(runbook => runbook.Name).Take(MostChoices).Select(runbook => runbook.Name).ToListAsync(cancellationToken);
        (_, Environments) = await PolicyChoices.ReadAsync(context, HttpContext.Scope(), MostChoices, cancellationToken);
        if (string.IsNullOrEmpty(Runbook))
        {
            return;
        }

        var errors = new List<InvalidField>();
        var at = FreezeForm.Time("at", At, preferences.Zone, errors);
        var post = new PolicyPreviewPost(Runbook, Environment, new QueryReader().Choice<AskedBy>("asks", Asks), [.. PolicyNames.Split(Targets)], at);
        if (errors.Count == 0 && (await preview.RunAsync(post, cancellationToken)).TryGet(out var shown, out var failure))
        {
            Preview = shown;
            return;
        }
        else if (errors.Count == 0)
        {
            failure = (await preview.RunAsync(post, cancellationToken)).Failure;
            errors.AddRange(failure is PolicyInvalid invalid ? invalid.Fields : []);
        }

        Errors = texts.SayByField("change_policy.error.", errors);
    }
}
