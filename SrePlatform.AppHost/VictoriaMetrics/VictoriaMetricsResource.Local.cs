namespace SrePlatform.AppHost.VictoriaMetrics;

internal sealed partial class VictoriaMetricsResource : ExecutableResource
{
    public VictoriaMetricsResource(string name, ParameterResource password)
        : base(name, "victoria-metrics", ".")
    {
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, "http");
    }
}
