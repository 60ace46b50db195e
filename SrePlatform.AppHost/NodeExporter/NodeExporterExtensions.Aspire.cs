namespace SrePlatform.AppHost.NodeExporter;

internal static class NodeExporterExtensions
{
    /// <summary>Adds node exporter as a container; on Linux it sees the machine's own files.</summary>
    public static IResourceBuilder<NodeExporterResource> AddNodeExporter(this IDistributedApplicationBuilder builder, string name)
    {
        var exporter = builder.AddResource(new NodeExporterResource(name))
            .WithImage("prom/node-exporter", "v1.9.1")
            .WithHttpEndpoint(targetPort: 9100, name: "http")
            .WithHttpHealthCheck("/")
            .WithArgs("--log.level=warn");
        return OperatingSystem.IsLinux() && builder.ExecutionContext.IsRunMode
            ? exporter.WithBindMount("/", "/host", isReadOnly: true).WithArgs("--path.rootfs=/host", "--path.procfs=/host/proc", "--path.sysfs=/host/sys")
            : exporter;
    }
}
