namespace SrePlatform.AppHost.VictoriaMetrics;

internal sealed partial class VictoriaMetricsResource : ContainerResource, IResourceWithServiceDiscovery
{
    public VictoriaMetricsResource(string name, ParameterResource password)
        : base(name)
    {
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, "http");
    }
}
