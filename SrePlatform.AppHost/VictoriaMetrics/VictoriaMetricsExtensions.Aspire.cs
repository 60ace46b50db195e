using System.Globalization;

namespace SrePlatform.AppHost.VictoriaMetrics;

internal static partial class VictoriaMetricsExtensions
{
    /// <summary>Adds VictoriaMetrics as a container.</summary>
    public static IResourceBuilder<VictoriaMetricsResource> AddVictoriaMetrics(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        return builder.AddResource(new VictoriaMetricsResource(name, password.Resource))
            .WithImage("victoriametrics/victoria-metrics", "v1.123.0")
            .WithHttpEndpoint(targetPort: VictoriaMetricsResource.Port, name: "http")
            .WithHttpHealthCheck("/health")
            .WithVolume($"sre-platform-{name}", "/storage")
            .WithBindMount("VictoriaMetrics/scrape.yml", "/etc/sre-platform/scrape.yml", isReadOnly: true)
            .WithPassword(password)
            .WithArgs(
                "-envflag.enable",
                $"-httpListenAddr=:{port}",
                "-storageDataPath=/storage",
                $"-retentionPeriod={Retention}",
                "-promscrape.config=/etc/sre-platform/scrape.yml",
                "-search.latencyOffset=0s");
    }

    private static int Port => VictoriaMetricsResource.Port;
}
