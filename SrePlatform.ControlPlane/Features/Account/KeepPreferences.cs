using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Account;

/// <summary>What somebody chose; what is null stays as it was.</summary>
internal sealed record Choices(string? Language, string? Theme, string? Zone, string? HomePage)
{
    /// <summary>Without what is not offered.</summary>
    public Choices Known() => new(
        Languages.All.Any(known => known.Code == Language) ? Language : null,
        Preferences.Themes.Contains(Theme) ? Theme : null,
        Preferences.TryZone(Zone, out _) ? Zone : null,
        Place.All.Any(place => place.Address == HomePage) ? HomePage : null);
}

/// <summary>Remembers choices in the browser, and with the person's profile for other browsers.</summary>
internal sealed class KeepPreferences(SreDbContext context)
{
    public async Task RunAsync(HttpContext http, Choices choices, CancellationToken cancellationToken)
    {
        var known = choices.Known();
        foreach (var (cookie, value) in new[] { (Preferences.LanguageCookie, known.Language), (Preferences.ThemeCookie, known.Theme), (Preferences.ZoneCookie, known.Zone) })
        {
            if (value is not null)
            {
                Preferences.Remember(http.Response, cookie, value);
            }
        }

        if (http.User.Identity?.IsAuthenticated == true
            && await context.Set<UserProfile>().SingleOrDefaultAsync(profile => profile.Sub == Actor.From(http.User).Id, cancellationToken) is { } profile)
        {
            profile.Choose(known.Language ?? profile.Language, known.Theme ?? profile.Theme, known.Zone ?? profile.TimeZone);
            profile.StartAt(known.HomePage ?? profile.HomePage);
            await context.SaveChangesAsync(cancellationToken);
        }
    }
}
