namespace SrePlatform.AppHost.NodeExporter;

/// <summary>Measures the machine that the containers run on.</summary>
internal sealed class NodeExporterResource(string name) : ContainerResource(name), IResourceWithServiceDiscovery;
