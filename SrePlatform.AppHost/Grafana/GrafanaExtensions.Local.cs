using SrePlatform.AppHost.Topology;
using SrePlatform.AppHost.VictoriaMetrics;

namespace SrePlatform.AppHost.Grafana;

internal static class GrafanaExtensions
{
    /// <summary>Declares Grafana, which is there only with containers.</summary>
    public static IResourceBuilder<GrafanaResource> AddGrafana(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<VictoriaMetricsResource> metrics,
        IResourceBuilder<PostgresDatabaseResource> database,
        IResourceBuilder<KeycloakResource> keycloak,
        PlatformSecrets secrets,
        int intervalSeconds)
    {
        keycloak.WithEnvironment("GRAFANA_URL", "http://localhost:3000");
        return builder.AddResource(new GrafanaResource(name))
            .AsNotAvailable("the Control Plane draws the same dashboards; -p:AppHostEngine=aspire brings Grafana");
    }

    /// <summary>There is no Grafana to embed: the Control Plane draws the same dashboards itself.</summary>
    public static IResourceBuilder<T> WithGrafana<T>(this IResourceBuilder<T> controlPlane, IResourceBuilder<GrafanaResource> grafana)
        where T : IResourceWithEnvironment
    {
        _ = grafana;
        return controlPlane;
    }
}
