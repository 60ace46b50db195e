using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Features.Runbooks.Reading;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Runbooks.Page;

/// <summary>The history of a runbook.</summary>
internal sealed class VersionsModel(ReadRunbooks runbooks) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public RunbookRow Runbook { get; private set; } = null!;

    public Page<RunbookVersionRow> Rows { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(string name, CancellationToken cancellationToken)
    {
        var before = RunbookVersions.Before(new QueryReader(), Cursor);
        if (await runbooks.FindAsync(name, null, cancellationToken) is not { } found || await RunbookVersions.ReadAsync(runbooks, name, before, PageRequest.DefaultLimit, cancellationToken) is not { } rows)
        {
            return NotFound();
        }

        (Runbook, Rows) = (found.Runbook, rows);
        return Page();
    }
}
