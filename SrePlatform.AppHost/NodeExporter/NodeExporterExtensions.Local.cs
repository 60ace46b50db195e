namespace SrePlatform.AppHost.NodeExporter;

internal static class NodeExporterExtensions
{
    /// <summary>Adds node exporter from its real binary.</summary>
    public static IResourceBuilder<NodeExporterResource> AddNodeExporter(this IDistributedApplicationBuilder builder, string name)
    {
        var resource = new NodeExporterResource(name);
        var endpoint = new EndpointReference(resource, "http");
        return builder.AddFetchedProgram(resource)
            .WithLoopbackEndpoint()
            .WithHttpHealthCheck("/")
            .WithArgs(
                ReferenceExpression.Create($"--web.listen-address={endpoint.Property(EndpointProperty.HostAndPort)}"),
                "--log.level=warn");
    }
}
