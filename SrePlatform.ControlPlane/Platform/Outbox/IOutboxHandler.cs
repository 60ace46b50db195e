namespace SrePlatform.ControlPlane.Platform.Outbox;

/// <summary>Does one kind of outbox work. It may be called again for the same message, so it must be repeatable.</summary>
internal interface IOutboxHandler
{
    string Kind { get; }

    Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken);
}

/// <summary>A message under this process's lease.</summary>
/// <param name="Attempts">Including this one.</param>
/// <param name="TraceParent">The trace of its cause.</param>
internal sealed record ClaimedMessage(Guid Id, string Kind, string Key, string Payload, DateTimeOffset CreatedAt, int Attempts, Guid LeaseId, string? TraceParent = null);

/// <summary>How an attempt ended.</summary>
/// <param name="Error">Null if it is done.</param>
/// <param name="Retry">Whether another attempt makes sense.</param>
/// <param name="After">When to try again, if the other side said so.</param>
internal sealed record OutboxResult(string? Error, bool Retry, TimeSpan? After)
{
    public static readonly OutboxResult Done = new(null, false, null);

    public static OutboxResult TryAgain(string error, TimeSpan? after = null) => new(error, true, after);

    public static OutboxResult GiveUp(string error) => new(error, false, null);
}
