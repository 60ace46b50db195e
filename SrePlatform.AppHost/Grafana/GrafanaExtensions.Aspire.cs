using System.Globalization;
using SrePlatform.AppHost.Topology;
using SrePlatform.AppHost.VictoriaMetrics;

namespace SrePlatform.AppHost.Grafana;

internal static class GrafanaExtensions
{
    private const int Port = 3000;
    private const string Protocol = "/realms/sre-platform/protocol/openid-connect";

    /// <summary>Adds Grafana with both data sources; people sign in through the realm, and only administrators may.</summary>
    public static IResourceBuilder<GrafanaResource> AddGrafana(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<VictoriaMetricsResource> metrics,
        IResourceBuilder<PostgresDatabaseResource> database,
        IResourceBuilder<KeycloakResource> keycloak,
        PlatformSecrets secrets,
        int intervalSeconds)
    {
        var postgres = database.Resource.Parent.PrimaryEndpoint;
        var grafana = builder.AddResource(new GrafanaResource(name))
            .WithImage("grafana/grafana", "12.1.1")
            .WithHttpEndpoint(port: Port, targetPort: Port, name: "http")
            .WithHttpHealthCheck("/api/health")
            .WithVolume($"sre-platform-{name}", "/var/lib/grafana")
            .WithBindMount("Grafana/provisioning", "/etc/grafana/provisioning", isReadOnly: true)
            .WithBindMount("Grafana/dashboards", "/etc/grafana/dashboards", isReadOnly: true)
            .WithEnvironment("VICTORIA_METRICS_URL", metrics.GetEndpoint("http"))
            .WithEnvironment("VICTORIA_METRICS_USERNAME", VictoriaMetricsResource.UserName)
            .WithEnvironment("VICTORIA_METRICS_PASSWORD", secrets.VictoriaMetricsPassword)
            .WithEnvironment("SCRAPE_INTERVAL", string.Create(CultureInfo.InvariantCulture, $"{intervalSeconds}s"))
            .WithEnvironment("REPORTING_ADDRESS", ReferenceExpression.Create($"{postgres.Property(EndpointProperty.HostAndPort)}"))
            .WithEnvironment("REPORTING_DATABASE", database.Resource.DatabaseName)
            .WithEnvironment("REPORTING_PASSWORD", secrets.GrafanaRole)
            .WithEnvironment("GF_SECURITY_ADMIN_PASSWORD", secrets.GrafanaAdministrator)
            .WithSignIn(keycloak, secrets)
            .WithQuietDefaults()
            .WithExternalHttpEndpoints()
            .WaitFor(metrics)
            .WaitFor(keycloak);
        grafana.WithBrowserUrl("GF_SERVER_ROOT_URL", grafana.GetEndpoint("http"));
        keycloak.WithBrowserUrl("GRAFANA_URL", grafana.GetEndpoint("http"));
        return grafana;
    }

    /// <summary>The Control Plane embeds Grafana's dashboards, and nobody else may.</summary>
    public static IResourceBuilder<T> WithGrafana<T>(this IResourceBuilder<T> controlPlane, IResourceBuilder<GrafanaResource> grafana)
        where T : IResourceWithEnvironment, IResourceWithEndpoints
    {
        grafana
            .WithEnvironment("GF_SECURITY_ALLOW_EMBEDDING", "true")
            .WithEnvironment("GF_SECURITY_CONTENT_SECURITY_POLICY", "true")
            .WithBrowserUrl("GF_SECURITY_CONTENT_SECURITY_POLICY_TEMPLATE", controlPlane.GetEndpoint("http"), before: "frame-ancestors 'self' ");
        return controlPlane
            .WithEnvironment("Grafana__Address", grafana.GetEndpoint("http"))
            .WithBrowserUrl("Grafana__Url", grafana.GetEndpoint("http"));
    }

    /// <summary>People sign in through the realm; administrators of the platform are Grafana's, and nobody else comes in.</summary>
    private static IResourceBuilder<GrafanaResource> WithSignIn(
        this IResourceBuilder<GrafanaResource> grafana, IResourceBuilder<KeycloakResource> keycloak, PlatformSecrets secrets) =>
        grafana
            .WithEnvironment("GF_AUTH_DISABLE_LOGIN_FORM", "true")
            .WithEnvironment("GF_AUTH_OAUTH_AUTO_LOGIN", "true")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_ENABLED", "true")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_NAME", "SRE Platform")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_CLIENT_ID", "grafana")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET", secrets.GrafanaClient)
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_SCOPES", "openid profile email roles")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_USE_PKCE", "true")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_LOGIN_ATTRIBUTE_PATH", "preferred_username")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH", "contains(realm_access.roles[*], 'super_admin') && 'Admin'")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_STRICT", "true")
            .WithBrowserUrl("GF_AUTH_GENERIC_OAUTH_AUTH_URL", keycloak.GetEndpoint("http"), $"{Protocol}/auth")
            .WithBrowserUrl("GF_AUTH_SIGNOUT_REDIRECT_URL", keycloak.GetEndpoint("http"), $"{Protocol}/logout")
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_TOKEN_URL", ReferenceExpression.Create($"{keycloak.GetEndpoint("http")}{Protocol}/token"))
            .WithEnvironment("GF_AUTH_GENERIC_OAUTH_API_URL", ReferenceExpression.Create($"{keycloak.GetEndpoint("http")}{Protocol}/userinfo"));

    /// <summary>Nothing leaves the machine, and nobody makes an account.</summary>
    private static IResourceBuilder<GrafanaResource> WithQuietDefaults(this IResourceBuilder<GrafanaResource> grafana) =>
        grafana
            .WithEnvironment("GF_USERS_ALLOW_SIGN_UP", "false")
            .WithEnvironment("GF_ANALYTICS_REPORTING_ENABLED", "false")
            .WithEnvironment("GF_ANALYTICS_CHECK_FOR_UPDATES", "false")
            .WithEnvironment("GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", "false")
            .WithEnvironment("GF_NEWS_NEWS_FEED_ENABLED", "false")
            .WithEnvironment("GF_PLUGINS_PREINSTALL_DISABLED", "true");
}
