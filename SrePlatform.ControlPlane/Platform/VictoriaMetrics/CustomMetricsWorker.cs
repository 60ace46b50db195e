using Npgsql;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Writes what every feature counts to VictoriaMetrics, every interval, by one replica.</summary>
internal sealed partial class CustomMetricsWorker(
    NpgsqlDataSource database, IServiceScopeFactory scopes, ScrapeInterval interval, DatabaseSignals signals, TimeProvider time, ILogger<CustomMetricsWorker> logger)
    : Worker(signals, time, logger)
{
    private const long Lock = 0x5352_4550_0202;

    protected override TimeSpan Interval => interval.Value;

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var turn = await connection.BeginTransactionAsync(cancellationToken);
        if (!await AdvisoryLock.TryTakeAsync(connection, Lock, cancellationToken))
        {
            return false;
        }

        await using var scope = scopes.CreateAsyncScope();
        var metrics = new List<CustomMetric>();
        foreach (var source in scope.ServiceProvider.GetServices<ICustomMetricSource>())
        {
            metrics.AddRange(await source.CollectAsync(cancellationToken));
        }

        if (await scope.ServiceProvider.GetRequiredService<VictoriaMetricsClient>().ImportAsync(PrometheusText.Write(metrics), cancellationToken) is { } failure)
        {
            Log.NotWritten(logger, failure.Detail);
        }

        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "The platform's own series were not written: {Detail}")]
        public static partial void NotWritten(ILogger logger, string detail);
    }
}
