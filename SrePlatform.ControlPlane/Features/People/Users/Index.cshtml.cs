using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.People.Users;

/// <summary>Everybody who has signed in.</summary>
[Authorize(Policies.Administer)]
internal sealed class IndexModel(ReadUsers users) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Page<UserRow> Rows { get; private set; } = new([], null);

    public int Total { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var reader = new QueryReader();
        Rows = await users.ListAsync(reader.Text("q", Q?.Trim()), PageRequest.DefaultLimit, reader.Text("cursor", Cursor), cancellationToken);
        Total = await users.CountAsync(cancellationToken);
        return this.PageOrFragment("_List");
    }
}
