using System.Buffers;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Writes targets as Prometheus HTTP service discovery expects them, with the labels that every series of the platform carries.</summary>
internal static class DiscoveryDocument
{
    /// <param name="targets">What is read.</param>
    /// <param name="snmpExporter"><c>host:port</c> of the SNMP exporter; without one, devices that need it are left out.</param>
    public static byte[] Write(IEnumerable<ScrapeTarget> targets, string? snmpExporter = null)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var target in targets.Where(target => target.SnmpModule is null || snmpExporter is not null))
            {
                json.WriteStartObject();
                json.WriteStartArray("targets");
                json.WriteStringValue(target.SnmpModule is null ? target.Address : snmpExporter);
                json.WriteEndArray();
                json.WriteStartObject("labels");
                foreach (var (name, value) in target.Labels)
                {
                    if (!ResourceValidation.ReservedLabels.Contains(name))
                    {
                        json.WriteString(name, value);
                    }
                }

                WriteWay(json, target);
                json.WriteString("env", target.Environment);
                json.WriteString("resource", target.Name);
                json.WriteString("resource_id", target.Id);
                json.WriteString("service", target.Service);
                json.WriteString("team", target.Team);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Directly, or through the exporter, which is told the device; the series are the device's and not the exporter's.</summary>
    private static void WriteWay(Utf8JsonWriter json, ScrapeTarget target)
    {
        if (target.SnmpModule is null)
        {
            json.WriteString("__metrics_path__", target.MetricsPath);
            return;
        }

        json.WriteString("__metrics_path__", "/snmp");
        json.WriteString("__param_target", target.Address);
        json.WriteString("__param_module", target.SnmpModule);
        if (target.SnmpAuth is not null)
        {
            json.WriteString("__param_auth", target.SnmpAuth);
        }

        json.WriteString("instance", target.Address);
    }
}
