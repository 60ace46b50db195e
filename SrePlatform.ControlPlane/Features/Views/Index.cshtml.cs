using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Htmx;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Views;

/// <summary>A person's saved views: all as a page, those of one list as the menu of its top bar.</summary>
[OwnAccount]
internal sealed class IndexModel(SreDbContext context, TimeProvider time, Texts texts) : PageModel
{
    private const int Most = 100;

    /// <summary>The list that the menu is of; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? List { get; set; }

    /// <summary>The query that could be saved.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Query { get; set; }

    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        var sub = Actor.From(User).Id;
        var views = context.Set<SavedView>().AsNoTracking().Where(view => view.Sub == sub);
        views = IsList(List) ? views.Where(view => view.Page == List) : views;
        Views = await views.OrderBy(view => view.Page).ThenBy(view => view.Name).Take(Most).ToListAsync(cancellationToken);
        return this.PageOrFragment("_Menu");
    }

    public async Task<IActionResult> OnPostSaveAsync(string? name, CancellationToken cancellationToken)
    {
        var sub = Actor.From(User).Id;
        var (wanted, query) = (name?.Trim() ?? "", Query ?? "");
        if (!IsList(List) || wanted.Length is 0 or > SavedView.LongestName || wanted.Any(char.IsControl) || query.Length > SavedView.LongestQuery || query.Any(char.IsControl) || (query.Length > 0 && query[0] != '?')
            || !await context.Set<UserProfile>().AnyAsync(profile => profile.Sub == sub, cancellationToken))
        {
            return this.Done(IsList(List) ? List! : "/", texts["views.refused"]);
        }

        var address = List + query;
        if (await context.Set<SavedView>().CountAsync(view => view.Sub == sub, cancellationToken) >= Most)
        {
            return this.Done(address, texts["views.too_many"]);
        }

        await context.Set<SavedView>().Where(view => view.Sub == sub && view.Page == List && view.Name == wanted).ExecuteDeleteAsync(cancellationToken);
        context.Add(new SavedView(sub, List!, wanted, query, time.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return this.Done(address, texts["views.saved", ("name", wanted)]);
    }

    public async Task<IActionResult> OnPostDeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        var sub = Actor.From(User).Id;
        await context.Set<SavedView>().Where(view => view.Sub == sub && view.Id == id).ExecuteDeleteAsync(cancellationToken);
        return this.Done("/views", texts["views.deleted"]);
    }

    /// <summary>Only lists of the rail: an address to elsewhere cannot be saved.</summary>
    private static bool IsList(string? page) => page is not null && page != "/" && Place.All.Any(place => place.Address == page);
}
