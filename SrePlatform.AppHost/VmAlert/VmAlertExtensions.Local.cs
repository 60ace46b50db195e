using SrePlatform.AppHost.VictoriaMetrics;

namespace SrePlatform.AppHost.VmAlert;

internal static partial class VmAlertExtensions
{
    /// <summary>Adds vmalert from its real binary, on rules that the Control Plane writes into <paramref name="rulesFolder"/>.</summary>
    public static IResourceBuilder<VmAlertResource> AddVmAlert(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<VictoriaMetricsResource> metrics,
        IResourceBuilder<ParameterResource> password,
        string rulesFolder,
        int intervalSeconds)
    {
        var resource = new VmAlertResource(name, password.Resource);
        var endpoint = new EndpointReference(resource, "http");
        return builder.AddFetchedProgram(resource)
            .WithLoopbackEndpoint()
            .WithHttpHealthCheck("/health")
            .WithEvaluation(metrics, password, intervalSeconds)
            .WithArgs(
                "-envflag.enable",
                ReferenceExpression.Create($"-httpListenAddr={endpoint.Property(EndpointProperty.HostAndPort)}"),
                $"-rule={rulesFolder}/current/*.yml",
                "-loggerLevel=WARN");
    }

    private static IResourceBuilder<VmAlertResource> WithToken(this IResourceBuilder<VmAlertResource> builder, ParameterResource token, DataFolder data)
    {
        var value = new NotifierToken(data, folderSeenAs: null, token);
        return builder.WithEnvironment(context => context.EnvironmentVariables["notifier_bearerTokenFile"] = value);
    }
}
