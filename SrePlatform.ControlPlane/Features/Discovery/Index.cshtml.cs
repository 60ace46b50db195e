using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Networks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>Scans of networks, and the form for another.</summary>
[Authorize(Policies.Manage)]
internal sealed class IndexModel(SreDbContext context, StartScan start, NetworkGuard guard, IAuthorizationService authorization, Texts texts) : PageModel
{
    [BindProperty]
    public string? Range { get; set; }

    [BindProperty]
    public string? Ports { get; set; } = StartScan.UsualPorts;

    [BindProperty]
    public string? Team { get; set; }

    public Page<NetworkScan> Scans { get; private set; } = new([], null);

    public string? Cursor { get; private set; }

    /// <summary>What may be scanned, to choose from.</summary>
    public IReadOnlyList<string> Allowed { get; private set; } = [];

    public bool MayAllow { get; private set; }

    private ScanInvalid? Invalid { get; set; }

    public string? Error(string field) => Invalid?.Wrong.FirstOrDefault(wrong => wrong.Field == field) is { } error
        ? texts.Say("discovery.error.", error)
        : null;

    public async Task<IActionResult> OnGetAsync(string? cursor, CancellationToken cancellationToken) => await ShowAsync(cursor, cancellationToken);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var outcome = await start.RunAsync(Range, Ports, Team, Actor.From(User), HttpContext.Scope(), cancellationToken);
        if (outcome.TryGet(out var scan, out var failure))
        {
            return this.Done($"/resources/discovery/{scan.Id}");
        }

        Invalid = failure as ScanInvalid;
        Response.StatusCode = failure.StatusCode();
        return await ShowAsync(null, cancellationToken);
    }

    private async Task<IActionResult> ShowAsync(string? cursor, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        var page = reader.Page(null, cursor);
        if (reader.Failure is not null)
        {
            return RedirectToPage();
        }

        Cursor = cursor;
        var scans = context.Set<NetworkScan>().AsNoTracking().In(HttpContext.Scope());
        if (page.After is { } after)
        {
            scans = scans.Where(scan => EF.Functions.LessThan(ValueTuple.Create(scan.CreatedAt, scan.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await scans.OrderByDescending(scan => scan.CreatedAt).ThenByDescending(scan => scan.Id).Take(page.Limit + 1).ToListAsync(cancellationToken);
        Scans = page.Cut(rows, scan => new Keyset(scan.CreatedAt, scan.Id));
        Allowed = [.. (await guard.AllowedAsync(cancellationToken)).Select(range => range.ToString())];
        MayAllow = (await authorization.AuthorizeAsync(User, Policies.Administer)).Succeeded;
        return Page();
    }
}
