namespace SrePlatform.ControlPlane.Features.Notifications;

internal enum ChannelKind
{
    Email,
    Slack,
    Teams,
    PagerDuty,
    Line,
    Webhook,
}

/// <summary>A way to reach people: an account somewhere, with its secrets encrypted.</summary>
internal sealed class NotificationChannel
{
    private NotificationChannel()
    {
    }

    public NotificationChannel(ChannelKind kind, ChannelDraft draft, string protectedSecrets, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Kind = kind;
        CreatedAt = now;
        Change(draft, protectedSecrets, by, now);
    }

    public Guid Id { get; private set; }

    public ChannelKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public bool Enabled { get; private set; }

    /// <summary>What is not secret, by the names of <see cref="ChannelFields"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private set; } = new Dictionary<string, string>();

    /// <summary>What is secret, as one encrypted text.</summary>
    public string Secrets { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public DateTimeOffset? TestedAt { get; private set; }

    /// <summary>Why the last test failed; null if it worked or there was none.</summary>
    public string? TestError { get; private set; }

    public uint Version { get; private set; }

    public void Change(ChannelDraft draft, string protectedSecrets, string by, DateTimeOffset now)
    {
        (Name, Enabled, Settings, Secrets) = (draft.Name, draft.Enabled, draft.Settings, protectedSecrets);
        (UpdatedBy, UpdatedAt) = (by, now);
    }

    public void Tested(string? error, DateTimeOffset now) => (TestedAt, TestError) = (now, error is { Length: > 500 } ? error[..500] : error);
}

/// <summary>A channel as a person wants it. Secrets that are left out stay as they are.</summary>
internal sealed record ChannelDraft(string Name, bool Enabled, IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string> Secrets);
