using SrePlatform.ControlPlane.Features.Checks.Probes;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>The series of a result, named as blackbox exporters name them, so that rules and dashboards written for those fit.</summary>
internal static class CheckSamples
{
    public const string Job = "check";

    public static IReadOnlyList<CustomMetric> Of(ClaimedCheck check, ProbeResult result)
    {
        List<KeyValuePair<string, string>> labels =
        [
            .. check.Labels.Where(label => !ResourceValidation.ReservedLabels.Contains(label.Key) && label.Key is not ("check" or "probe")),
            new("job", Job), new("instance", check.Target), new("check", check.Name), new("probe", EnumsAsText.ToText(check.Kind)), new("env", check.Environment),
            new("resource", check.Resource), new("resource_id", check.ResourceId.ToString()), new("service", check.Service), new("team", check.Team),
        ];
        List<CustomMetric> samples =
        [
            new("probe_success", labels, result.Succeeded ? 1 : 0),
            new("probe_duration_seconds", labels, result.Duration.TotalSeconds),
        ];
        if (result.HttpStatus is { } status)
        {
            samples.Add(new("probe_http_status_code", labels, status));
        }

        if (result.CertificateExpiresAt is { } expires)
        {
            samples.Add(new("probe_ssl_earliest_cert_expiry", labels, expires.ToUnixTimeSeconds()));
        }

        return samples;
    }
}
