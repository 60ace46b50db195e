using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Account;

/// <summary>Remembers language, theme or zone from anywhere in the site, signed in or not, and goes back.</summary>
[AllowAnonymous]
internal sealed class PreferencesModel : PageModel
{
    public IActionResult OnGet() => Redirect("/account");

    public IActionResult OnPost(string? language, string? theme, string? zone, string? back)
    {
        if (Languages.All.Any(known => known.Code == language))
        {
            Preferences.Remember(Response, Preferences.LanguageCookie, language!);
        }

        if (Preferences.Themes.Contains(theme))
        {
            Preferences.Remember(Response, Preferences.ThemeCookie, theme!);
        }

        if (Preferences.TryZone(zone, out _))
        {
            Preferences.Remember(Response, Preferences.ZoneCookie, zone!);
        }

        return LocalRedirect(Url.IsLocalUrl(back) ? back : "/");
    }
}
