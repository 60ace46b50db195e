using System.Collections.Concurrent;
using System.Threading.Channels;
using Npgsql;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>
/// One connection that listens, and wakes whoever waits in this process. Losing it costs no work, only time: everybody also polls.
/// </summary>
internal sealed partial class DatabaseListener(IConfiguration configuration, TimeProvider clock, ILogger<DatabaseListener> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    /// <summary>Wakes on a channel; on one payload only where given.</summary>
    public Subscription Subscribe(string channel, string? payload = null)
    {
        var subscription = new Subscription(channel, payload, leaving => _subscriptions.TryRemove(leaving, out _));
        _subscriptions[subscription] = 0;
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
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException)
            {
                Log.Lost(logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("sre")) { Pooling = false, KeepAlive = 30, ApplicationName = "assistant-listener" };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        connection.Notification += (_, notification) => Wake(notification.Channel, notification.Payload);
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"listen {SessionChannels.Session}; listen {SessionChannels.Work}; listen {SessionChannels.Cancel}; listen {SessionChannels.Callback}; listen {SessionChannels.Enrichment}";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        foreach (var subscription in _subscriptions.Keys)
        {
            subscription.Wake();
        }

        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void Wake(string channel, string payload)
    {
        foreach (var subscription in _subscriptions.Keys)
        {
            if (subscription.Channel == channel && (subscription.Payload is null || subscription.Payload == payload))
            {
                subscription.Wake();
            }
        }
    }

    /// <summary>A waiting place; several wakes before a wait count as one.</summary>
    internal sealed class Subscription(string channel, string? payload, Action<Subscription> leave) : IDisposable
    {
        private readonly Channel<bool> _signal = System.Threading.Channels.Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public string Channel => channel;

        public string? Payload => payload;

        public void Wake() => _signal.Writer.TryWrite(true);

        /// <summary>Returns on a wake, or after <paramref name="timeout"/>.</summary>
        public async Task WaitAsync(TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
        {
            using var limit = new CancellationTokenSource(timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                await _signal.Reader.ReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The time is up: whoever waits looks at the rows anyway.
            }
        }

        public void Dispose() => leave(this);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The connection that listens for wake-ups was lost; work is found by polling until it is back.")]
        public static partial void Lost(ILogger logger, Exception exception);
    }
}
