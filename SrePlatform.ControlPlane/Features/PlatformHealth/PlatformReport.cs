namespace SrePlatform.ControlPlane.Features.PlatformHealth;

internal enum PartState
{
    Healthy,

    /// <summary>It does not answer, or says that it is not well.</summary>
    Unavailable,

    /// <summary>This installation has none, or this service was not told where it is.</summary>
    Off,
}

/// <summary>A part of the platform as it was found just now.</summary>
/// <param name="Name">Of its text: <c>platformhealth.part.{Name}</c>.</param>
/// <param name="LatencyMs">How long the check took.</param>
/// <param name="Detail">Why it is not healthy; null when it is.</param>
internal sealed record PartHealth(string Name, PartState State, string? Version, double? LatencyMs, string? Instance, DateTimeOffset? StartedAt, string? Detail);

/// <summary>Work that waits. Unavailable says why it is not known; everything else is null then.</summary>
/// <param name="Name">Of its text: <c>platformhealth.queue.{Name}</c>.</param>
/// <param name="Waiting">How much of it.</param>
/// <param name="OldestSeconds">The age of the oldest.</param>
/// <param name="Failed">What was given up in the last day.</param>
internal sealed record QueueDepth(string Name, long? Waiting, double? OldestSeconds, long? Failed, string? Unavailable = null);

/// <summary>How far vmalert is with the stored rules.</summary>
internal sealed record RuleDelivery(long? Enabled, long? Pending, long? Failed, DateTimeOffset? SyncedAt, string? Unavailable = null);

/// <summary>What was applied to a schema of the database.</summary>
/// <param name="Pending">What this program knows beyond that; null where another program's migrations are meant.</param>
internal sealed record SchemaState(string Schema, long? Applied, string? Latest, long? Pending, string? Unavailable = null);

/// <summary>An error that a service logged.</summary>
internal sealed record PartError(string Part, DateTimeOffset At, string Category, string Message, string? Exception, string? TraceId, long Times);

/// <summary>Everything known about the platform itself; what cannot be known says so in its place.</summary>
internal sealed record PlatformReport(
    DateTimeOffset At, IReadOnlyList<PartHealth> Parts, IReadOnlyList<QueueDepth> Queues, RuleDelivery Rules, IReadOnlyList<SchemaState> Migrations, IReadOnlyList<PartError> Errors);
