using SrePlatform.AppHost.Topology;
using SrePlatform.AppHost.VictoriaMetrics;

namespace SrePlatform.AppHost.Grafana;

internal static class GrafanaExtensions
{
    /// <summary>Adds Grafana with both data sources; people sign in through the realm, and only administrators may.</summary>
    public static IResourceBuilder<GrafanaResource> AddGrafana(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<VictoriaMetricsResource> metrics,
        IResourceBuilder<PostgresDatabaseResource> database,
        IResourceBuilder<KeycloakResource> keycloak,
        PlatformSecrets secrets)
    {
        var postgres = database.Resource.Parent.PrimaryEndpoint;
        var grafana = builder.AddResource(new GrafanaResource(name))
            .WithImage("grafana/grafana", "12.1.1")
            .WithHttpEndpoint(port: 3000, targetPort: 3000, name: "http")
            .WithHttpHealthCheck("/api/health")
            .WithVolume($"sre-platform-{name}", "/var/lib/grafana")
            .WithBindMount("Grafana/provisioning", "/etc/grafana/provisioning", isReadOnly: true)
            .WithEnvironment("VICTORIA_METRICS_URL", metrics.GetEndpoint("http"))
            .WithEnvironment("VICTORIA_METRICS_USERNAME", VictoriaMetricsResource.UserName)
            .WithEnvironment("VICTORIA_METRICS_PASSWORD", secrets.VictoriaMetricsPassword)
            .WithEnvironment("REPORTING_ADDRESS", ReferenceExpression.Create($"{postgres.Property(EndpointProperty.HostAndPort)}"))
            .WithEnvironment("REPORTING_DATABASE", database.Resource.DatabaseName)
            .WithEnvironment("REPORTING_PASSWORD", secrets.GrafanaRole)
            .WithEnvironment("GF_SECURITY_ADMIN_PASSWORD", secrets.UserPassword)
            .WithEnvironment("GF_USERS_ALLOW_SIGN_UP", "false")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_ENABLED", "true")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_NAME", "SRE Platform")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_CLIENT_ID", "grafana")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET", secrets.GrafanaClient)
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_SCOPES", "openid profile email roles")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_USE_PKCE", "true")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH", "contains(realm_access.roles[*], 'super_admin') && 'Admin'")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_STRICT", "true")
            .WithBrowserUrl("GF_AUTH_GENERIC_OAUTH_AUTH_URL", keycloak.GetEndpoint("http"), "/realms/sre-platform/protocol/openid-connect/auth")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_TOKEN_URL", ReferenceExpression.Create($"{keycloak.GetEndpoint("http")}/realms/sre-platform/protocol/openid-connect/token"))
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_API_URL", ReferenceExpression.Create($"{keycloak.GetEndpoint("http")}/realms/sre-platform/protocol/openid-connect/userinfo"))
            .WithExternalHttpEndpoints()
            .WaitFor(metrics)
            .WaitFor(keycloak);
        grafana.WithBrowserUrl("GF_SERVER_ROOT_URL", grafana.GetEndpoint("http"));
        keycloak.WithBrowserUrl("GRAFANA_URL", grafana.GetEndpoint("http"));
        return grafana;
    }
}
