using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Prometheus HTTP service discovery, for scrapers with a source token.</summary>
internal static class DiscoveryEndpoint
{
    public static void Map(WebApplication app) =>
        app.MapGet("/api/v1/sd/prometheus", GetTargets).ForSource(Policies.Discovery).WithTags("Discovery")
            .WithName("GetPrometheusTargets").WithSummary("Scrape targets in the format of Prometheus HTTP service discovery.")
            .Produces<DiscoveredTarget[]>().ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> GetTargets(ScrapeTargets targets, CancellationToken cancellationToken) =>
        TypedResults.Bytes(await targets.GetAsync(cancellationToken), "application/json");

    /// <summary>Documents the shape; the document itself is written once per change, not per request.</summary>
    internal sealed record DiscoveredTarget(string[] Targets, Dictionary<string, string> Labels);
}
