namespace SrePlatform.AppHost.Topology;

/// <summary>Addresses as VictoriaMetrics sees them.</summary>
internal static class ScrapeAddresses
{
    /// <summary>The endpoint as VictoriaMetrics sees it: from inside the containers' network.</summary>
    public static EndpointReference ScrapeEndpoint<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints =>
        builder.GetEndpoint("http", KnownNetworkIdentifiers.DefaultAspireContainerNetwork);
}
