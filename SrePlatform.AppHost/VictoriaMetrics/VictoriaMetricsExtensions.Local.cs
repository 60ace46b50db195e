namespace SrePlatform.AppHost.VictoriaMetrics;

internal static partial class VictoriaMetricsExtensions
{
    /// <summary>Adds VictoriaMetrics from its real binary.</summary>
    public static IResourceBuilder<VictoriaMetricsResource> AddVictoriaMetrics(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> password)
    {
        var resource = new VictoriaMetricsResource(name, password.Resource);
        return builder.AddFetchedProgram(resource)
            .WithLoopbackEndpoint()
            .WithHttpHealthCheck("/health")
            .WithPassword(password)
            .WithArgs(
                "-envflag.enable",
                ReferenceExpression.Create($"-httpListenAddr={resource.PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}"),
                "-storageDataPath=data",
                $"-retentionPeriod={Retention}",
                $"-promscrape.config={Path.Combine(builder.AppHostDirectory, "VictoriaMetrics", "scrape.yml")}",
                "-search.latencyOffset=0s",
                "-memory.allowedPercent=20",
                "-loggerLevel=WARN");
    }
}
