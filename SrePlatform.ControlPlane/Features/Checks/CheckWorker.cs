using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>
/// Asks what is due, so many at a time; replicas share the checks since a claimed row is skipped by the others. Slow targets hold up only
/// themselves: while some are waited for, others that come due are claimed.
/// </summary>
internal sealed partial class CheckWorker(
    CheckStore store, RunCheck run, IServiceScopeFactory scopes, IOptions<CheckOptions> options, DatabaseSignals signals, TimeProvider time, ILogger<CheckWorker> logger)
    : Worker(signals, time, logger)
{
    private const int ClaimedAtOnce = 16;
    private static readonly TimeSpan BetweenClaims = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<CustomMetric> _samples = new();
    private int _running;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            DueAsync(cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.AtOnce, CancellationToken = cancellationToken },
            async (check, token) => await AskAsync(check, token));
        await WriteAsync(cancellationToken);
        return false;
    }

    /// <summary>What is due, until nothing is and nobody is waited for.</summary>
    private async IAsyncEnumerable<ClaimedCheck> DueAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var free = Math.Min(ClaimedAtOnce, options.Value.AtOnce - Volatile.Read(ref _running));
            var claimed = free > 0 ? await store.ClaimAsync(free, cancellationToken) : [];
            foreach (var check in claimed)
            {
                Interlocked.Increment(ref _running);
                yield return check;
            }

            if (claimed.Count > 0)
            {
                continue;
            }

            if (Volatile.Read(ref _running) == 0)
            {
                yield break;
            }

            await WriteAsync(cancellationToken);
            await Task.Delay(BetweenClaims, Time, cancellationToken);
        }
    }

    private async Task AskAsync(ClaimedCheck check, CancellationToken cancellationToken)
    {
        try
        {
            var result = await run.RunAsync(check, cancellationToken);
            if (await store.SettleAsync(check, result, cancellationToken))
            {
                foreach (var sample in CheckSamples.Of(check, result))
                {
                    _samples.Enqueue(sample);
                }
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var samples = new List<CustomMetric>();
        while (_samples.TryDequeue(out var sample))
        {
            samples.Add(sample);
        }

        if (samples.Count == 0)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<VictoriaMetricsClient>().ImportAsync(PrometheusText.Write(samples), cancellationToken) is { } failure)
        {
            Log.NotWritten(logger, samples.Count, failure.Detail);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} samples of checks were not written; results are kept: {Detail}")]
        public static partial void NotWritten(ILogger logger, int count, string detail);
    }
}
