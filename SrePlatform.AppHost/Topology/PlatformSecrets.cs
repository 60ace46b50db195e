namespace SrePlatform.AppHost.Topology;

/// <summary>Every secret of the platform: generated at the first start, kept outside of the repository.</summary>
internal sealed record PlatformSecrets(
    IResourceBuilder<ParameterResource> PostgresPassword,
    IResourceBuilder<ParameterResource> ControlPlaneRole,
    IResourceBuilder<ParameterResource> ExecutorRole,
    IResourceBuilder<ParameterResource> AssistantRole,
    IResourceBuilder<ParameterResource> GrafanaRole,
    IResourceBuilder<ParameterResource> IdentityAdministrator,
    IResourceBuilder<ParameterResource> ControlPlaneClient,
    IResourceBuilder<ParameterResource> AssistantClient,
    IResourceBuilder<ParameterResource> GrafanaClient,
    IResourceBuilder<ParameterResource> GrafanaAdministrator,
    IResourceBuilder<ParameterResource> UserPassword,
    IResourceBuilder<ParameterResource> VictoriaMetricsPassword,
    IResourceBuilder<ParameterResource> VmAlertPassword,
    IResourceBuilder<ParameterResource> ScrapingToken,
    IResourceBuilder<ParameterResource> VmAlertToken,
    IResourceBuilder<ParameterResource> DiscoveryToken,
    IResourceBuilder<ParameterResource> DeploymentsToken,
    IResourceBuilder<ParameterResource> ShopControlToken);

/// <summary>Declares the secrets.</summary>
internal static class PlatformSecretsExtensions
{
    // Letters and digits carry at least 5.7 bits each: 45 of them are 256 bits.
    private const int Length = 45;
    private const int PasswordLength = 16;

    public static PlatformSecrets AddPlatformSecrets(this IDistributedApplicationBuilder builder) => new(
        builder.AddSecret("postgres-password"),
        builder.AddSecret("control-plane-role-password"),
        builder.AddSecret("executor-role-password"),
        builder.AddSecret("assistant-role-password"),
        builder.AddSecret("grafana-role-password"),
        builder.AddSecret("keycloak-password"),
        builder.AddSecret("control-plane-client-secret"),
        builder.AddSecret("assistant-client-secret"),
        builder.AddSecret("grafana-client-secret"),
        builder.AddSecret("grafana-password"),
        builder.AddSecret("user-password", PasswordLength),
        builder.AddSecret("victoria-metrics-password"),
        builder.AddSecret("vmalert-password"),
        builder.AddSecret("scraping-token"),
        builder.AddSecret("vmalert-token"),
        builder.AddSecret("discovery-token"),
        builder.AddSecret("deployments-token"),
        builder.AddSecret("shop-control-token"));

    private static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name, int length = Length) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = length, Special = false }, secret: true, persist: true);
}
