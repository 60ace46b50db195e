using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Services;

/// <summary>The services that resources belong to.</summary>
internal sealed class IndexModel(ReadServices services) : PageModel
{
    public Page<ServiceRow> Rows { get; private set; } = new([], null);

    public string? Search { get; private set; }

    public string? Cursor { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? q, string? cursor, CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        Search = reader.Text("q", q?.Trim());
        Cursor = reader.Text("cursor", cursor);
        if (reader.Failure is not null)
        {
            return RedirectToPage();
        }

        Rows = await services.ListAsync(HttpContext.Scope(), Search, Cursor, cancellationToken);
        return this.PageOrFragment("_List");
    }
}
