namespace SrePlatform.AppHost.NodeExporter;

/// <summary>Measures this machine.</summary>
internal sealed class NodeExporterResource(string name) : ExecutableResource(name, "prometheus-node-exporter", ".");
