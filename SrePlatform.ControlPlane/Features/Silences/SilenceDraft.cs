namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>A silence or maintenance window as somebody wants it, before it is checked.</summary>
internal sealed record SilenceDraft
{
    public SilenceKind Kind { get; init; }

    public string? Reason { get; init; }

    /// <summary>One matcher per line.</summary>
    public string? Matchers { get; init; }

    public IReadOnlyList<string?>? Services { get; init; }

    public IReadOnlyList<Guid>? ResourceIds { get; init; }

    /// <summary>Now, if absent.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>How long it lasts, in seconds: once in the place of an end, or each time.</summary>
    public double? DurationSeconds { get; init; }

    public string? Cron { get; init; }

    public string? TimeZone { get; init; }
}
