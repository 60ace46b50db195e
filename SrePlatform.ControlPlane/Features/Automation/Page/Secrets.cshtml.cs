using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Automation.Secrets;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Automation.Page;

/// <summary>Secrets of scripts: set and deleted, never shown.</summary>
[Authorize(Policies.Administer)]
internal sealed class SecretsModel(KeepSecrets secrets, Texts texts) : PageModel
{
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Runbooks { get; set; }

    public IReadOnlyList<AutomationSecret> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Rows = await secrets.ListAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(string? value, CancellationToken cancellationToken)
    {
        var outcome = await secrets.SetAsync(Name?.Trim(), value, Runbooks, Actor.From(User), cancellationToken);
        if (outcome.Failure is not ValidationFailure invalid)
        {
            return this.Done("/automation/secrets", texts["automation.secrets.saved", ("name", Name)]);
        }

        _errors = invalid.Errors;
        Response.StatusCode = invalid.StatusCode();
        Rows = await secrets.ListAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(string name, CancellationToken cancellationToken) =>
        (await secrets.DeleteAsync(name, Actor.From(User), cancellationToken)).Failure is null ? this.Done("/automation/secrets", texts["automation.secrets.deleted", ("name", name)]) : NotFound();

    /// <summary>What is wrong with a field, in the reader's language.</summary>
    public string? Error(string field) => _errors.ContainsKey(field) ? texts["automation.secrets.error." + field] : null;
}
