using System.Globalization;

namespace SrePlatform.AppHost.VictoriaMetrics;

/// <summary>What both engines say alike about VictoriaMetrics.</summary>
internal static partial class VictoriaMetricsExtensions
{
    private const string Retention = "3"; // months

    /// <summary>What is scraped, how often, and with which tokens; see scrape.yml.</summary>
    public static IResourceBuilder<VictoriaMetricsResource> WithScraping(
        this IResourceBuilder<VictoriaMetricsResource> builder,
        int seconds,
        IResourceBuilder<ProjectResource> controlPlane,
        IResourceBuilder<ProjectResource> assistant,
        IResourceBuilder<ParameterResource> discoveryToken,
        IResourceBuilder<ParameterResource> scrapingToken)
    {
        var interval = seconds.ToString(CultureInfo.InvariantCulture) + "s";
        var timeout = Math.Min(seconds, 10).ToString(CultureInfo.InvariantCulture) + "s";
        return builder
            .WithEnvironment("SCRAPE_INTERVAL", interval)
            .WithEnvironment("SCRAPE_TIMEOUT", timeout)
            .WithEnvironment("CONTROL_PLANE_ADDRESS", controlPlane.GetEndpoint("http").Property(EndpointProperty.HostAndPort).AsExpression())
            .WithEnvironment("ASSISTANT_ADDRESS", assistant.GetEndpoint("http").Property(EndpointProperty.HostAndPort).AsExpression())
            .WithEnvironment("DISCOVERY_TOKEN", discoveryToken)
            .WithEnvironment("SCRAPING_TOKEN", scrapingToken)
            .WithEnvironment("promscrape_httpSDCheckInterval", interval);
    }

    /// <summary>Where to query and write, and how to sign in.</summary>
    public static IResourceBuilder<T> WithVictoriaMetrics<T>(this IResourceBuilder<T> builder, IResourceBuilder<VictoriaMetricsResource> metrics)
        where T : IResourceWithEnvironment =>
        builder
            .WithEnvironment("VictoriaMetrics__Url", metrics.GetEndpoint("http"))
            .WithEnvironment("VictoriaMetrics__Username", VictoriaMetricsResource.UserName)
            .WithEnvironment("VictoriaMetrics__Password", builder.ApplicationBuilder.CreateResourceBuilder(metrics.Resource.PasswordParameter));

    private static ReferenceExpression AsExpression(this EndpointReferenceExpression property) => ReferenceExpression.Create($"{property}");

    private static IResourceBuilder<VictoriaMetricsResource> WithPassword(this IResourceBuilder<VictoriaMetricsResource> builder, IResourceBuilder<ParameterResource> password) =>
        builder
            .WithEnvironment("httpAuth_username", VictoriaMetricsResource.UserName)
            .WithEnvironment("httpAuth_password", password);
}
