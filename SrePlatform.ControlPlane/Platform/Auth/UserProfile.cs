namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>What a person chose, kept by the subject that the identity provider gives them.</summary>
internal sealed class UserProfile
{
    private UserProfile()
    {
    }

    public UserProfile(string sub, string name, DateTimeOffset now)
    {
        Sub = sub;
        Name = name;
        FirstSeenAt = now;
        LastSeenAt = now;
    }

    public string Sub { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Language tag such as <c>en</c> or <c>zh-Hant</c>; null follows the browser.</summary>
    public string? Language { get; private set; }

    /// <summary><c>light</c>, <c>dark</c>, or null to follow the system.</summary>
    public string? Theme { get; private set; }

    /// <summary>IANA name; null follows the browser.</summary>
    public string? TimeZone { get; private set; }

    public DateTimeOffset FirstSeenAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public void SignedIn(string name, DateTimeOffset now)
    {
        Name = name;
        LastSeenAt = now;
    }

    public void Choose(string? language, string? theme, string? timeZone)
    {
        Language = language;
        Theme = theme;
        TimeZone = timeZone;
    }
}
