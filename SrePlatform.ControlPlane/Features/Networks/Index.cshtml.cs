using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Networks;

/// <summary>Where checks and scans may reach.</summary>
[Authorize(Policies.Administer)]
internal sealed class IndexModel(SreDbContext context, EditNetworks edit, IOptions<NetworkOptions> options, Texts texts) : PageModel
{
    [BindProperty]
    public string? Range { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IReadOnlyList<AllowedNetwork> Rows { get; private set; } = [];

    public IEnumerable<string> Configured => options.Value.Allowed;

    public NetworkInvalid? Invalid { get; private set; }

    public string? Error(string field) => Invalid?.Field == field ? texts[$"networks.error.{Invalid.Code}"] : null;

    public async Task OnGetAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await edit.AllowAsync(Range, Note, Actor.From(User), cancellationToken);
        if (outcome.TryGet(out var allowed, out var failure))
        {
            return this.Done("/settings/networks", texts["networks.allowed", ("range", allowed.Range)]);
        }

        Invalid = failure as NetworkInvalid;
        Response.StatusCode = failure.StatusCode();
        await LoadAsync(cancellationToken);
        return Page();
    }

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken cancellationToken) =>
        (await edit.RevokeAsync(id, Actor.From(User), cancellationToken)).TryGet(out _, out _) ? this.Done("/settings/networks", texts["networks.revoked"]) : NotFound();

    private async Task LoadAsync(CancellationToken cancellationToken) =>
        Rows = await context.Set<AllowedNetwork>().AsNoTracking().OrderBy(network => network.Range).ToListAsync(cancellationToken);
}
