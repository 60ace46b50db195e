#if LOCAL_ENGINE
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Npgsql;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.EndToEnd.Faults;

/// <summary>
/// Sends alerts as long as it runs, each until it is acknowledged, as a good sender does; knows which were, and what else it was told.
/// </summary>
internal sealed class AlertSender : IAsyncDisposable
{
    private const int PerSecond = 8;
    private const string Service = "fault-run";

    private readonly string _name = Guid.NewGuid().ToString("N")[..8];
    private readonly RunningPlatform _platform;
    private readonly HttpClient _client;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<string> _acknowledged = [];
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly Task _sending;
    private int _refused;

    private AlertSender(RunningPlatform platform)
    {
        _platform = platform;
        _client = platform.WithToken("control-plane", platform.Secret("vmalert-token"));
        _sending = SendAsync();
    }

    /// <summary>How many alerts were acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>How often the sender was told to come again, or nobody answered.</summary>
    public int Refused => _refused;

    public static AlertSender Start(RunningPlatform platform) => new(platform);

    /// <summary>Returns once more alerts are acknowledged than now.</summary>
    public Task GoesOnAsync()
    {
        var before = Acknowledged;
        return Eventually.TrueAsync(() => Acknowledged > before + 3, "alerts are acknowledged", TimeSpan.FromMinutes(1));
    }

    /// <summary>Stops; every alert that was acknowledged is stored, and every refusal was one that a sender understands.</summary>
    public async Task AssertNothingLostAsync()
    {
        await _ending.CancelAsync();
        await _sending;
        Assert.True(_wrong.IsEmpty, string.Join('\n', _wrong));
        var postgres = new Uri(_platform.App.GetEndpoint("postgres", "tcp").ToString());
        var connection = new NpgsqlConnectionStringBuilder { Host = postgres.Host, Port = postgres.Port, Username = "postgres", Password = _platform.Secret("postgres-password"), Database = "sre", Pooling = false };
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("SELECT count(*) FROM control.alert WHERE rule = ANY($1)");
        command.Parameters.Add(new() { Value = _acknowledged.ToArray() });
        Assert.Equal((long)_acknowledged.Count, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Ends every alert, so that nothing is left on fire.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _sending;
        foreach (var rules in _acknowledged.Chunk(100))
        {
            using var ended = await _client.PostAsJsonAsync("/api/v2/alerts", rules.Select(rule => Alert(rule, isOver: true)), CancellationToken.None);
            ended.EnsureSuccessStatusCode();
        }

        _client.Dispose();
        _ending.Dispose();
    }

    private static object Alert(string rule, bool isOver = false)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new
        {
            labels = new { alertname = rule, service = Service, severity = "info" },
            startsAt = now.AddSeconds(-1).ToString("O", CultureInfo.InvariantCulture),
            endsAt = (isOver ? now : now.AddMinutes(30)).ToString("O", CultureInfo.InvariantCulture),
        };
    }

    private async Task SendAsync()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var number = 0; !_ending.IsCancellationRequested;)
        {
            var rule = $"Fault-{_name}-{number.ToString(CultureInfo.InvariantCulture)}";
            if (await TrySendAsync(rule))
            {
                _acknowledged.Add(rule);
                number++;
            }
            else
            {
                Interlocked.Increment(ref _refused);
            }

            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task<bool> TrySendAsync(string rule)
    {
        try
        {
            using var answer = await _client.PostAsJsonAsync("/api/v2/alerts", new[] { Alert(rule) }, CancellationToken.None);
            if (answer.StatusCode is HttpStatusCode.OK)
            {
                return true;
            }

            if (answer.StatusCode is not HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter is null)
            {
                _wrong.Enqueue($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
            }

            return false;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Nobody is there: the process was killed.
            return false;
        }
    }
}
#endif
