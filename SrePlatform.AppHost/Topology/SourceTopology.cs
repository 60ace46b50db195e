namespace SrePlatform.AppHost.Topology;

/// <summary>The machines that send to the Control Plane with a token of their own.</summary>
internal static class SourceTopology
{
    /// <summary>The tokens to accept, by source.</summary>
    public static IResourceBuilder<T> WithSourceTokens<T>(this IResourceBuilder<T> builder, PlatformSecrets secrets) where T : IResourceWithEnvironment =>
        builder
            .WithEnvironment("Sources__vmalert__Token", secrets.VmAlertToken)
            .WithEnvironment("Sources__victoria-metrics__Token", secrets.DiscoveryToken)
            .WithEnvironment("Sources__ci__Token", secrets.DeploymentsToken);
}
