namespace SrePlatform.AppHost.Topology;

/// <summary>How the identity provider and those who trust it know each other.</summary>
internal static class IdentityTopology
{
    private const string Realm = "sre-platform";

    /// <summary>Pins the issuer to the address that browsers see, whatever address a token is asked for at.</summary>
    public static IResourceBuilder<KeycloakResource> WithPinnedIssuer(this IResourceBuilder<KeycloakResource> keycloak) =>
        keycloak
            .WithBrowserUrl("KC_HOSTNAME", keycloak.GetEndpoint("http"))
            .WithEnvironment("KC_HOSTNAME_BACKCHANNEL_DYNAMIC", "true")
            .WithEnvironment("KC_HTTP_ENABLED", "true");

    /// <summary>Fills the placeholders of the realm file.</summary>
    public static IResourceBuilder<KeycloakResource> WithRealmSecrets(this IResourceBuilder<KeycloakResource> keycloak, PlatformSecrets secrets) =>
        keycloak
            .WithEnvironment("CONTROL_PLANE_CLIENT_SECRET", secrets.ControlPlaneClient)
            .WithEnvironment("SRE_ASSISTANT_CLIENT_SECRET", secrets.AssistantClient)
            .WithEnvironment("GRAFANA_CLIENT_SECRET", secrets.GrafanaClient)
            .WithEnvironment("OPERATOR_PASSWORD", secrets.UserPassword);

    /// <summary>The service trusts the realm's tokens for <paramref name="client"/>, and signs in as it.</summary>
    public static IResourceBuilder<T> WithRealmClient<T>(
        this IResourceBuilder<T> builder, IResourceBuilder<KeycloakResource> keycloak, string client, IResourceBuilder<ParameterResource> secret)
        where T : IResourceWithEnvironment, IResourceWithWaitSupport =>
        builder
            .WithEnvironment("Authentication__Authority", ReferenceExpression.Create($"{keycloak.GetEndpoint("http")}/realms/{Realm}"))
            .WithEnvironment("Authentication__Audience", client)
            .WithEnvironment("Authentication__ClientId", client)
            .WithEnvironment("Authentication__ClientSecret", secret)
            .WithEnvironment("Authentication__RequireHttpsMetadata", "false")
            .WaitFor(keycloak);
}
