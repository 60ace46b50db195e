using System.Collections.Concurrent;
using Npgsql;

namespace SrePlatform.ControlPlane.Platform.Signals;

/// <summary>
/// One LISTEN connection for the process. Notifications only wake: whoever is woken reads the rows. After a lost connection everyone
/// is woken once, since something may have been missed.
/// </summary>
internal sealed partial class DatabaseSignals(NpgsqlDataSource database, TimeProvider time, ILogger<DatabaseSignals> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Subscription> _subscriptions = new();

    /// <summary>Calls back with the payload of each notification of the channel, and with null when some may have been missed.</summary>
    public IDisposable Subscribe(string channel, Action<string?> notified)
    {
        var subscription = new Subscription(this, channel, notified);
        _subscriptions[subscription.Id] = subscription;
        return subscription;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException && !stoppingToken.IsCancellationRequested)
            {
                Log.Lost(logger, exception.Message);
                await Task.Delay(Between, time, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => Notify(notification.Channel, notification.Payload);
        await using (var listen = new NpgsqlCommand(Channels.Listen, connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var subscription in _subscriptions.Values)
        {
            subscription.Notified(null);
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void Notify(string channel, string payload)
    {
        foreach (var subscription in _subscriptions.Values.Where(subscription => subscription.Channel == channel))
        {
            subscription.Notified(payload);
        }
    }

    private sealed class Subscription(DatabaseSignals owner, string channel, Action<string?> notified) : IDisposable
    {
        public Guid Id { get; } = Guid.NewGuid();

        public string Channel => channel;

        public void Notified(string? payload) => notified(payload);

        public void Dispose() => owner._subscriptions.TryRemove(Id, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "PostgreSQL's notifications are interrupted ({Reason}); trying again.")]
        public static partial void Lost(ILogger logger, string reason);
    }
}
