using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.Live;

/// <summary>An event for a browser: <c>null</c> data is a sign of life.</summary>
internal sealed record LiveEvent(string Name, string Data, string Id);

/// <summary>
/// Follows subscriptions: listens first and reads then, so that no change falls between; reads the row again at each notification
/// and reports its revision if that has moved. Bursts of notifications become one event.
/// </summary>
internal sealed class LiveStream(DatabaseSignals signals, TimeProvider time)
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    public async IAsyncEnumerable<LiveEvent?> FollowAsync(
        IReadOnlyList<LiveSubscription> subscriptions, LivePosition position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var dirty = Channel.CreateUnbounded<LiveSubscription>(new UnboundedChannelOptions { SingleReader = true });
        var handles = subscriptions.SelectMany(subscription => subscription.Topic.Channels.Select(channel => signals.Subscribe(channel, payload =>
        {
            if (subscription.Concerns(channel, payload))
            {
                dirty.Writer.TryWrite(subscription);
            }
        }))).ToList();
        try
        {
            foreach (var subscription in subscriptions)
            {
                dirty.Writer.TryWrite(subscription);
            }

            while (true)
            {
                var changed = await TakeAsync(dirty.Reader, cancellationToken);
                if (changed.Count == 0)
                {
                    yield return null;
                }

                foreach (var subscription in changed)
                {
                    if (await subscription.Topic.ReadRevisionAsync(subscription.Id, cancellationToken) is { } revision && position.Moves(subscription.EventName, revision))
                    {
                        yield return new LiveEvent(subscription.EventName, revision.ToString(CultureInfo.InvariantCulture), position.ToString());
                    }
                }
            }
        }
        finally
        {
            handles.ForEach(handle => handle.Dispose());
        }
    }

    /// <summary>What changed, each once; nothing if all was quiet for a while.</summary>
    private async Task<HashSet<LiveSubscription>> TakeAsync(ChannelReader<LiveSubscription> reader, CancellationToken cancellationToken)
    {
        var changed = new HashSet<LiveSubscription>();
        using var quiet = new CancellationTokenSource(SignOfLife, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancellationToken);
        try
        {
            await reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return changed;
        }

        while (reader.TryRead(out var subscription))
        {
            changed.Add(subscription);
        }

        return changed;
    }
}
