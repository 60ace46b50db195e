using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>The last scrape of every resource at one moment.</summary>
/// <param name="Unavailable">Why VictoriaMetrics could not be asked; null if it could.</param>
internal sealed record HealthSnapshot(DateTimeOffset AsOf, TimeSpan Interval, IReadOnlyDictionary<Guid, LastScrape> Scrapes, MetricsFailure? Unavailable)
{
    public IEnumerable<Guid> Known => Unavailable is null ? Scrapes.Keys : [];

    public ResourceHealth Of(Resource resource) => Of(resource.Id, resource.Address is not null, resource.RetiredAt is not null);

    public ResourceHealth Of(Guid id, bool hasAddress, bool isRetired) =>
        ResourceHealthDecision.Decide(hasAddress, isRetired, Unavailable is null, Scrapes.TryGetValue(id, out var scrape) ? scrape : null, AsOf, Interval);

    public IEnumerable<Guid> WithState(HealthState state) =>
        Known.Where(id => ResourceHealthDecision.Judge(Scrapes[id], AsOf, Interval).State == state);
}
