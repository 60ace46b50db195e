using System.Globalization;
using SrePlatform.AppHost.Topology;
using SrePlatform.AppHost.VictoriaMetrics;

namespace SrePlatform.AppHost.VmAlert;

internal static partial class VmAlertExtensions
{
    private const string TokenTarget = "/run/sre-platform";

    /// <summary>Adds vmalert as a container, on rules that the Control Plane writes into <paramref name="rulesFolder"/>.</summary>
    public static IResourceBuilder<VmAlertResource> AddVmAlert(
        this IDistributedApplicationBuilder builder,
        string name,
        IResourceBuilder<VictoriaMetricsResource> metrics,
        IResourceBuilder<ParameterResource> password,
        string rulesFolder,
        int intervalSeconds)
    {
        var vmalert = builder.AddResource(new VmAlertResource(name, password.Resource))
            .WithImage("victoriametrics/vmalert", "v1.123.0")
            .WithHttpEndpoint(targetPort: VmAlertResource.Port, name: "http")
            .WithHttpHealthCheck("/health")
            .WithEvaluation(metrics, password, intervalSeconds)
            .WithArgs(
                "-envflag.enable",
                $"-httpListenAddr=:{VmAlertResource.Port.ToString(CultureInfo.InvariantCulture)}",
                "-rule=/rules/current/*.yml");
        if (builder.ExecutionContext.IsPublishMode)
        {
            return vmalert.WithVolume(Publishing.RulesVolume, "/rules", isReadOnly: true);
        }

        Directory.CreateDirectory(rulesFolder);
        return vmalert.WithBindMount(rulesFolder, "/rules", isReadOnly: true);
    }

    /// <summary>Published, the token comes from the environment: there is no file of this machine.</summary>
    private static IResourceBuilder<VmAlertResource> WithToken(this IResourceBuilder<VmAlertResource> builder, ParameterResource token, DataFolder data)
    {
        if (builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder.WithEnvironment(context => context.EnvironmentVariables["notifier_bearerToken"] = token);
        }

        var value = new NotifierToken(data, TokenTarget, token);
        return builder
            .WithBindMount(data.Folder(NotifierToken.Folder), TokenTarget, isReadOnly: true)
            .WithEnvironment(context => context.EnvironmentVariables["notifier_bearerTokenFile"] = value);
    }
}
