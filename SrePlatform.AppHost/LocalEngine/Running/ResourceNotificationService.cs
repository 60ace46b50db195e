namespace SrePlatform.AppHost.LocalEngine;

/// <summary>The states a resource goes through.</summary>
public static class KnownResourceStates
{
    /// <summary>Described, not started.</summary>
    public const string NotStarted = nameof(NotStarted);

    /// <summary>Waiting for others.</summary>
    public const string Waiting = nameof(Waiting);

    /// <summary>Being prepared and started.</summary>
    public const string Starting = nameof(Starting);

    /// <summary>The process runs.</summary>
    public const string Running = nameof(Running);

    /// <summary>It could not be started, or failed before it was ever healthy.</summary>
    public const string FailedToStart = nameof(FailedToStart);

    /// <summary>The process ended and will be started again.</summary>
    public const string Exited = nameof(Exited);

    /// <summary>The process ended as it should.</summary>
    public const string Finished = nameof(Finished);
}

/// <summary>Whether a resource does its work.</summary>
public enum HealthStatus
{
    /// <summary>It does not.</summary>
    Unhealthy,

    /// <summary>It does, as far as its checks can tell.</summary>
    Healthy,
}

/// <summary>A resource's state at a moment.</summary>
public sealed record CustomResourceSnapshot(string State, HealthStatus? HealthStatus = null, int? ExitCode = null, string? Message = null);

/// <summary>A resource's state has changed.</summary>
public sealed record ResourceEvent(IResource Resource, CustomResourceSnapshot Snapshot);

/// <summary>Knows the state of every resource and tells those who wait.</summary>
public sealed class ResourceNotificationService
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ResourceEvent> _last = [];
    private readonly List<Action<ResourceEvent>> _subscribers = [];

    /// <summary>Waits until the resource is running and healthy.</summary>
    /// <exception cref="DistributedApplicationException">The resource failed; the message says why.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(resourceName, IsHealthyOrFailed, cancellationToken);
        return reached.Snapshot.State == KnownResourceStates.FailedToStart
            ? throw new DistributedApplicationException($"'{resourceName}' failed to start: {reached.Snapshot.Message}")
            : reached;
    }

    /// <summary>Waits until the resource is in the state.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, reached => reached.Snapshot.State == (targetState ?? KnownResourceStates.Running), cancellationToken);

    /// <summary>Waits until the resource's state satisfies <paramref name="predicate"/>.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        var reached = new TaskCompletionSource<ResourceEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Subscribe(change =>
        {
            if (change.Resource.Name == resourceName && predicate(change))
            {
                reached.TrySetResult(change);
            }
        });
        return await reached.Task.WaitAsync(cancellationToken);
    }

    /// <summary>The last known states.</summary>
    internal IReadOnlyList<ResourceEvent> Current
    {
        get
        {
            lock (_gate)
            {
                return [.. _last.Values];
            }
        }
    }

    /// <summary>Calls <paramref name="subscriber"/> with every state so far and every change to come.</summary>
    internal IDisposable Subscribe(Action<ResourceEvent> subscriber)
    {
        ResourceEvent[] known;
        lock (_gate)
        {
            _subscribers.Add(subscriber);
            known = [.. _last.Values];
        }

        foreach (var state in known)
        {
            subscriber(state);
        }

        return new Subscription(() =>
        {
            lock (_gate)
            {
                _subscribers.Remove(subscriber);
            }
        });
    }

    internal void Publish(IResource resource, CustomResourceSnapshot snapshot)
    {
        var change = new ResourceEvent(resource, snapshot);
        Action<ResourceEvent>[] subscribers;
        lock (_gate)
        {
            if (_last.TryGetValue(resource.Name, out var last) && last.Snapshot == snapshot)
            {
                return;
            }

            _last[resource.Name] = change;
            subscribers = [.. _subscribers];
        }

        foreach (var subscriber in subscribers)
        {
            subscriber(change);
        }
    }

    private static bool IsHealthyOrFailed(ResourceEvent change) =>
        change.Snapshot is { State: KnownResourceStates.FailedToStart } or { State: KnownResourceStates.Running, HealthStatus: HealthStatus.Healthy };

    private sealed class Subscription(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
