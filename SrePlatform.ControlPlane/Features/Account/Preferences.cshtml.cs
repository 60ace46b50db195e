using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SrePlatform.ControlPlane.Features.Account;

/// <summary>Remembers language, theme or zone from anywhere in the site, signed in or not, and goes back.</summary>
[AllowAnonymous]
internal sealed class PreferencesModel(KeepPreferences keep) : PageModel
{
    public IActionResult OnGet() => Redirect("/account");

    public async Task<IActionResult> OnPostAsync(string? language, string? theme, string? zone, string? back, CancellationToken cancellationToken)
    {
        await keep.RunAsync(HttpContext, new(language, theme, zone, null), cancellationToken);
        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }
}
