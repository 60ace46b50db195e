using System.Globalization;
using SrePlatform.AppHost.Topology;
using SrePlatform.AppHost.VictoriaMetrics;

namespace SrePlatform.AppHost.VmAlert;

/// <summary>What both engines say alike about vmalert. Its flags are read from the environment, with _ for a dot.</summary>
internal static partial class VmAlertExtensions
{
    /// <summary>The Control Plane receives the alerts; the token for it is kept in <paramref name="dataFolder"/>.</summary>
    public static IResourceBuilder<VmAlertResource> WithNotifier(
        this IResourceBuilder<VmAlertResource> builder, IResourceBuilder<ProjectResource> controlPlane, IResourceBuilder<ParameterResource> token, string dataFolder) =>
        builder
            .WithEnvironment("notifier_url", controlPlane.GetEndpoint("http"))
            .WithToken(token.Resource, new DataFolder(dataFolder))
            .WithBrowserUrl("external_url", controlPlane.GetEndpoint("http"));

    /// <summary>Where to read the state of the rules, and how to sign in.</summary>
    public static IResourceBuilder<T> WithVmAlert<T>(this IResourceBuilder<T> builder, IResourceBuilder<VmAlertResource> vmalert) where T : IResourceWithEnvironment =>
        builder
            .WithEnvironment("VmAlert__Url", vmalert.GetEndpoint("http"))
            .WithEnvironment("VmAlert__Username", VmAlertResource.UserName)
            .WithEnvironment("VmAlert__Password", builder.ApplicationBuilder.CreateResourceBuilder(vmalert.Resource.PasswordParameter));

    private static IResourceBuilder<VmAlertResource> WithEvaluation(
        this IResourceBuilder<VmAlertResource> builder, IResourceBuilder<VictoriaMetricsResource> metrics, IResourceBuilder<ParameterResource> password, int seconds)
    {
        var interval = seconds.ToString(CultureInfo.InvariantCulture) + "s";
        builder
            .WithEnvironment("httpAuth_username", VmAlertResource.UserName)
            .WithEnvironment("httpAuth_password", password)
            .WithEnvironment("evaluationInterval", interval)
            .WithEnvironment("configCheckInterval", Math.Min(seconds, 5).ToString(CultureInfo.InvariantCulture) + "s")
            .WithEnvironment("remoteWrite_flushInterval", "1s");
        foreach (var peer in new[] { "datasource", "remoteWrite", "remoteRead" })
        {
            builder
                .WithEnvironment($"{peer}_url", metrics.GetEndpoint("http"))
                .WithEnvironment($"{peer}_basicAuth_username", VictoriaMetricsResource.UserName)
                .WithEnvironment($"{peer}_basicAuth_password", builder.ApplicationBuilder.CreateResourceBuilder(metrics.Resource.PasswordParameter));
        }

        return builder;
    }
}
