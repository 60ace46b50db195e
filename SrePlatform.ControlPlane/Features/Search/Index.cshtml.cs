using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Search;

/// <summary>Search of everything: as a page, and as what the palette shows while one types.</summary>
internal sealed class IndexModel(FindAnything find) : PageModel
{
    private const int MostInPalette = 5;
    private const int MostOnPage = 25;

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public IReadOnlyList<FoundGroup> Groups { get; private set; } = [];

    public int Count => Groups.Sum(group => group.Items.Count);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Q = new QueryReader().Text("q", Q?.Trim()) is { } query ? query.Length > FindAnything.LongestQuery ? query[..FindAnything.LongestQuery] : query : "";
        Groups = await find.RunAsync(HttpContext.Scope(), Q, Request.WantsFragment() ? MostInPalette : MostOnPage, cancellationToken);
        return this.PageOrFragment("_Found");
    }
}
