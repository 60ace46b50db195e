namespace SrePlatform.AppHost.Grafana;

/// <summary>Dashboards.</summary>
internal sealed class GrafanaResource(string name) : ContainerResource(name), IResourceWithServiceDiscovery;
