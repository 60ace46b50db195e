using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>How every resource was at one moment.</summary>
/// <param name="AsOf">That moment.</param>
/// <param name="Interval">How often metrics are read.</param>
/// <param name="Scrapes">The last scrape of each resource that was ever scraped.</param>
/// <param name="Evidence">What checks and alerts say.</param>
/// <param name="States">The health of each resource that is not retired.</param>
/// <param name="Unavailable">Why VictoriaMetrics could not be asked; null if it could.</param>
internal sealed record HealthSnapshot(
    DateTimeOffset AsOf,
    TimeSpan Interval,
    IReadOnlyDictionary<Guid, LastScrape> Scrapes,
    ILookup<Guid, ResourceHealth> Evidence,
    IReadOnlyDictionary<Guid, HealthState> States,
    MetricsFailure? Unavailable)
{
    public ResourceHealth Of(Resource resource) => Of(resource.Id, resource.Address is not null, resource.RetiredAt is not null);

    public ResourceHealth Of(Guid id, bool hasAddress, bool isRetired) => ResourceHealthDecision.Decide(
        hasAddress, isRetired, Unavailable is null, Scrapes.TryGetValue(id, out var scrape) ? scrape : null, [.. Evidence[id]], AsOf, Interval);

    /// <summary>The resources in this state; those that were added since are not among them yet.</summary>
    public IEnumerable<Guid> WithState(HealthState state) => States.Where(pair => pair.Value == state).Select(pair => pair.Key);
}
