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
        PlatformSecrets secrets)
    {
        keycloak.WithEnvironment("GRAFANA_URL", "http://localhost:3000");
        return builder.AddResource(new GrafanaResource(name))
            .AsNotAvailable("the local engine has no Grafana; the Control Plane draws its own charts, and -p:AppHostEngine=aspire brings Grafana");
    }
}
