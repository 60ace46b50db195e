using System.Globalization;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using SrePlatform.AppHost.Grafana;
using SrePlatform.AppHost.NodeExporter;
using SrePlatform.AppHost.VictoriaMetrics;
using SrePlatform.AppHost.VmAlert;

namespace SrePlatform.AppHost.Topology;

/// <summary>How each published container is asked whether it is well, with what its image has: a shell or wget, never curl.</summary>
internal static class ComposeHealth
{
    private const int KeycloakManagementPort = 9000;
    private const int GrafanaPort = 3000;
    private const int NodeExporterPort = 9100;

    /// <summary>The checks by the names of services.</summary>
    public static IReadOnlyDictionary<string, Healthcheck> Of(IEnumerable<IResource> resources)
    {
        var checks = new Dictionary<string, Healthcheck>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (TestOf(resource) is { } test)
            {
                checks[resource.Name.ToLowerInvariant()] = new Healthcheck { Test = test, Interval = "10s", Timeout = "5s", StartPeriod = "60s", Retries = 6 };
            }
        }

        return checks;
    }

    private static List<string>? TestOf(IResource resource) => resource switch
    {
        PostgresServerResource server => ["CMD-SHELL", $"pg_isready -U postgres -d {server.Databases.Values.FirstOrDefault() ?? "postgres"}"],
        KeycloakResource => Shell(KeycloakManagementPort.ToString(CultureInfo.InvariantCulture), "/health/ready"),
        VictoriaMetricsResource => Wget(VictoriaMetricsResource.Port, "/health"),
        VmAlertResource => Wget(VmAlertResource.Port, "/health"),
        GrafanaResource => Wget(GrafanaPort, "/api/health"),
        NodeExporterResource => Wget(NodeExporterPort, "/"),
        ProjectResource project when project.Annotations.OfType<EndpointAnnotation>().Any() => Shell("$$HTTP_PORTS", "/health"),
        _ => null,
    };

    private static List<string> Wget(int port, string path) =>
        ["CMD", "wget", "-q", "-O", "/dev/null", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{path}")];

    private static List<string> Shell(string port, string path) =>
    [
        "CMD", "bash", "-c",
        $"exec 3<>/dev/tcp/127.0.0.1/{port} && printf 'GET {path} HTTP/1.0\\r\\n\\r\\n' >&3 && read -r answer <&3 && [[ $$answer == *' 200 '* ]]",
    ];
}
