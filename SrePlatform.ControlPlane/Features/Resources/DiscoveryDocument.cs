using System.Buffers;
using System.Text.Json;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Writes targets as Prometheus HTTP service discovery expects them, with the labels that every series of the platform carries.</summary>
internal static class DiscoveryDocument
{
    public static byte[] Write(IEnumerable<ScrapeTarget> targets)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var target in targets)
            {
                json.WriteStartObject();
                json.WriteStartArray("targets");
                json.WriteStringValue(target.Address);
                json.WriteEndArray();
                json.WriteStartObject("labels");
                foreach (var (name, value) in target.Labels)
                {
                    if (!ResourceValidation.ReservedLabels.Contains(name))
                    {
                        json.WriteString(name, value);
                    }
                }

                json.WriteString("__metrics_path__", target.MetricsPath);
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
}
