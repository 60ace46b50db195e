using System.Globalization;
using SrePlatform.AppHost.Topology;
using SrePlatform.AppHost.VictoriaMetrics;

namespace SrePlatform.AppHost.VmAlert;

internal static partial class VmAlertExtensions
{
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
}
