namespace SrePlatform.AppHost.Grafana;

/// <summary>Dashboards; there is no Grafana to run without containers.</summary>
internal sealed class GrafanaResource(string name) : Resource(name), IResourceWithEnvironment, IResourceWithEndpoints, IResourceWithWaitSupport;
