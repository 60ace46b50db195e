namespace SrePlatform.ControlPlane.Platform.Auth;

/// <summary>What the identity provider said about a person at sign-in.</summary>
internal sealed record SignInFacts(string? Email, IReadOnlyList<string> Roles, IReadOnlyList<string> Groups);

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

    /// <summary>As the identity provider last said it.</summary>
    public string? Email { get; private set; }

    /// <summary>Realm roles at the last sign-in; what the person's tokens may do is cut down to these.</summary>
    public IReadOnlyList<string> Roles { get; private set; } = [];

    /// <summary>Groups of the identity provider at the last sign-in.</summary>
    public IReadOnlyList<string> Groups { get; private set; } = [];

    /// <summary>Where signing in leads; null for the home page.</summary>
    public string? HomePage { get; private set; }

    /// <summary>Until when the person has read the notification centre.</summary>
    public DateTimeOffset? InboxReadAt { get; private set; }

    public DateTimeOffset FirstSeenAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public void SignedIn(string name, SignInFacts facts, DateTimeOffset now)
    {
        Name = name;
        Email = facts.Email;
        Roles = facts.Roles;
        Groups = facts.Groups;
        LastSeenAt = now;
    }

    public void Choose(string? language, string? theme, string? timeZone)
    {
        Language = language;
        Theme = theme;
        TimeZone = timeZone;
    }

    public void StartAt(string? homePage) => HomePage = homePage;
}
