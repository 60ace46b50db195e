using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace SrePlatform.AppHost.NodeExporter;

internal static class NodeExporterExtensions
{
    private static readonly string[] HostPaths = ["--path.rootfs=/host", "--path.procfs=/host/proc", "--path.sysfs=/host/sys"];

    /// <summary>Adds node exporter as a container; on Linux it sees the machine's own files.</summary>
    public static IResourceBuilder<NodeExporterResource> AddNodeExporter(this IDistributedApplicationBuilder builder, string name)
    {
        var exporter = builder.AddResource(new NodeExporterResource(name))
            .WithImage("prom/node-exporter", "v1.9.1")
            .WithHttpEndpoint(targetPort: 9100, name: "http")
            .WithHttpHealthCheck("/")
            .WithArgs("--log.level=warn");
        if (builder.ExecutionContext.IsPublishMode)
        {
            return exporter.WithArgs(HostPaths).PublishAsDockerComposeService((_, service) =>
                service.AddVolume(new Volume { Name = "host", Type = "bind", Source = "/", Target = "/host", ReadOnly = true }));
        }

        return OperatingSystem.IsLinux() ? exporter.WithBindMount("/", "/host", isReadOnly: true).WithArgs(HostPaths) : exporter;
    }
}
