using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ControlPlane.Features.Alerts;

/// <summary>Too much waits to be stored already.</summary>
internal sealed record IntakeFull() : UnavailableFailure("alerts.busy", "More alerts wait to be stored than this service takes at a time. Send them again shortly.");

/// <summary>
/// Stores what many senders post at the same time in few transactions: whatever has come while one was written goes into the next.
/// Each sender is answered when its own alerts are committed. What is posted of one alert keeps its order.
/// </summary>
internal sealed class AlertIntake(StoreAlerts store)
{
    private const int MostAtOnce = 2_000;
    private const int MostWaiting = 100_000;

    private readonly Lock _lock = new();
    private readonly Queue<Post> _waiting = [];
    private int _waitingAlerts;
    private bool _isStoring;

    /// <summary>Returns when the alerts are stored; false when too many wait.</summary>
    public async Task<bool> TryStoreAsync(IReadOnlyList<IncomingAlert> alerts, string source, CancellationToken cancellationToken)
    {
        if (alerts.Count == 0)
        {
            return true;
        }

        var post = new Post(alerts, source);
        bool begins;
        lock (_lock)
        {
            if (_waitingAlerts > MostWaiting)
            {
                return false;
            }

            _waiting.Enqueue(post);
            _waitingAlerts += alerts.Count;
            begins = !_isStoring;
            _isStoring = true;
        }

        if (begins)
        {
            // On its own: the sender that happened to be first may leave.
            _ = Task.Run(StoreAllAsync, CancellationToken.None);
        }

        await post.Stored.Task.WaitAsync(cancellationToken);
        return true;
    }

    private async Task StoreAllAsync()
    {
        while (Next() is { Count: > 0 } posts)
        {
            await StoreAsync(posts);
        }
    }

    /// <summary>As many as fit into one transaction: of one source, and each alert once, so that its end is seen after its beginning.</summary>
    private List<Post> Next()
    {
        lock (_lock)
        {
            var (posts, alerts, seen) = (new List<Post>(), 0, new HashSet<string>(StringComparer.Ordinal));
            while (_waiting.TryPeek(out var post)
                && (posts.Count == 0 || post.Source == posts[0].Source && alerts + post.Alerts.Count <= MostAtOnce && !seen.Overlaps(post.Fingerprints)))
            {
                _waiting.Dequeue();
                posts.Add(post);
                alerts += post.Alerts.Count;
                seen.UnionWith(post.Fingerprints);
            }

            _waitingAlerts -= alerts;
            _isStoring = posts.Count > 0;
            return posts;
        }
    }

    private async Task StoreAsync(List<Post> posts)
    {
        try
        {
            await store.RunAsync([.. posts.SelectMany(post => post.Alerts)], posts[0].Source, CancellationToken.None);
            posts.ForEach(post => post.Stored.TrySetResult());
        }
        catch (Exception exception) when (posts.Count > 1 && !DatabaseFaults.IsAway(exception))
        {
            // One of them is at fault: each learns what is true of its own.
            foreach (var post in posts)
            {
                await StoreAsync([post]);
            }
        }
        catch (Exception exception)
        {
            posts.ForEach(post => post.Stored.TrySetException(exception));
        }
    }

    private sealed class Post(IReadOnlyList<IncomingAlert> alerts, string source)
    {
        public IReadOnlyList<IncomingAlert> Alerts => alerts;

        public string Source => source;

        public IReadOnlyList<string> Fingerprints { get; } = [.. alerts.Select(alert => alert.Fingerprint)];

        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
