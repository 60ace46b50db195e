namespace SrePlatform.AppHost.VictoriaMetrics;

/// <summary>The time series database; whoever talks to it signs in with a password.</summary>
internal sealed partial class VictoriaMetricsResource
{
    public const string UserName = "sre";
    public const int Port = 8428;

    public ParameterResource PasswordParameter { get; }

    public EndpointReference PrimaryEndpoint { get; }
}
