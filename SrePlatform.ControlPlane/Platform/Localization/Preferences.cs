using System.Diagnostics.CodeAnalysis;

namespace SrePlatform.ControlPlane.Platform.Localization;

/// <summary>
/// How a person likes pages: language, theme and time zone. Kept in cookies so that a page is right from its first byte, without
/// a script and without asking the database; the profile holds the same and sets the cookies at sign-in.
/// </summary>
public sealed class Preferences(IHttpContextAccessor accessor)
{
    public const string LanguageCookie = "sre.language";
    public const string ThemeCookie = "sre.theme";
    public const string ZoneCookie = "sre.zone";

    public static readonly string[] Themes = ["system", "light", "dark"];

    /// <summary><c>system</c>, <c>light</c> or <c>dark</c>.</summary>
    public string Theme => Cookie(ThemeCookie) is { } theme && Themes.Contains(theme) ? theme : "system";

    /// <summary>The person's zone; UTC until the browser has said which.</summary>
    public TimeZoneInfo Zone => TryZone(Cookie(ZoneCookie), out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>Whether the browser or the person has said which zone.</summary>
    public bool ZoneIsKnown => TryZone(Cookie(ZoneCookie), out _);

    /// <summary>Remembers a preference for a year.</summary>
    public static void Remember(HttpResponse response, string cookie, string value) =>
        response.Cookies.Append(cookie, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            // The browser's script reads the zone and the theme.
            HttpOnly = cookie == LanguageCookie,
            IsEssential = true,
            Secure = response.HttpContext.Request.IsHttps,
        });

    public static bool TryZone(string? id, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        return id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone);
    }

    private string? Cookie(string name) => accessor.HttpContext?.Request.Cookies[name];
}
