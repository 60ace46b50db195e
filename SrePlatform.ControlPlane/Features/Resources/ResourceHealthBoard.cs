using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Caching;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Keeps one snapshot of everyone's health for a moment, so that lists of ten thousand ask once and not per row.</summary>
internal sealed class ResourceHealthBoard(IServiceScopeFactory scopes, ScrapeInterval interval, TimeProvider time) : IDisposable
{
    /// <summary>The last value and its time; a vanished series counts for an hour, so that it shows as stale and not as unknown.</summary>
    private const string LastQuery = """last_over_time(up{resource_id!=""}[1h])""";

    private const string TimeQuery = """tlast_over_time(up{resource_id!=""}[1h])""";

    private static readonly TimeSpan LongestKept = TimeSpan.FromSeconds(5);

    private readonly Kept<HealthSnapshot> _kept = new(interval.Value < LongestKept ? interval.Value : LongestKept, time);

    public Task<HealthSnapshot> GetAsync(CancellationToken cancellationToken) => _kept.GetAsync(ReadAsync, cancellationToken);

    public void Dispose() => _kept.Dispose();

    private async Task<HealthSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var metrics = scope.ServiceProvider.GetRequiredService<VictoriaMetricsClient>();
        var values = await metrics.QueryAsync(LastQuery, cancellationToken: cancellationToken);
        var times = values.IsAvailable ? await metrics.QueryAsync(TimeQuery, cancellationToken: cancellationToken) : values;
        var now = time.GetUtcNow();
        var evidence = new List<KeyValuePair<Guid, ResourceHealth>>();
        foreach (var signal in scope.ServiceProvider.GetServices<IHealthSignal>())
        {
            evidence.AddRange(await signal.ReadAsync(now, cancellationToken));
        }

        var resources = await scope.ServiceProvider.GetRequiredService<SreDbContext>().Set<Resource>().AsNoTracking()
            .Where(resource => resource.RetiredAt == null)
            .Select(resource => new { resource.Id, HasAddress = resource.Address != null })
            .ToListAsync(cancellationToken);
        var available = values.IsAvailable && times.IsAvailable;
        var snapshot = new HealthSnapshot(
            now, interval.Value, available ? Join(values.Value!, times.Value!) : new Dictionary<Guid, LastScrape>(), evidence.ToLookup(pair => pair.Key, pair => pair.Value),
            new Dictionary<Guid, HealthState>(), values.Failure ?? times.Failure);
        return snapshot with { States = resources.ToDictionary(resource => resource.Id, resource => snapshot.Of(resource.Id, resource.HasAddress, isRetired: false).State) };
    }

    /// <summary>One scrape per resource: the latest, where several series carry its id.</summary>
    internal static IReadOnlyDictionary<Guid, LastScrape> Join(IReadOnlyList<InstantSample> values, IReadOnlyList<InstantSample> times)
    {
        var at = new Dictionary<(string, string, string), double>();
        foreach (var sample in times)
        {
            at[KeyOf(sample)] = sample.Value;
        }

        var scrapes = new Dictionary<Guid, LastScrape>();
        foreach (var sample in values)
        {
            if (!Guid.TryParse(sample["resource_id"], out var id) || !at.TryGetValue(KeyOf(sample), out var seconds) || !double.IsFinite(seconds))
            {
                continue;
            }

            var scrape = new LastScrape(sample.Value, DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)));
            if (!scrapes.TryGetValue(id, out var other) || other.At < scrape.At)
            {
                scrapes[id] = scrape;
            }
        }

        return scrapes;
    }

    private static (string, string, string) KeyOf(InstantSample sample) => (sample["resource_id"], sample["instance"], sample["job"]);
}
