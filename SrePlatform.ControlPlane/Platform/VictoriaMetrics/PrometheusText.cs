using System.Globalization;
using System.Text;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Writes samples in the Prometheus text format.</summary>
internal static class PrometheusText
{
    public static string Write(IEnumerable<CustomMetric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            text.Append(metric.Name);
            var separator = '{';
            foreach (var (name, value) in metric.Labels)
            {
                text.Append(separator).Append(name).Append("=\"").Append(Escape(value)).Append('"');
                separator = ',';
            }

            if (separator == ',')
            {
                text.Append('}');
            }

            text.Append(CultureInfo.InvariantCulture, $" {metric.Value:R}\n");
        }

        return text.ToString();
    }

    private static string Escape(string value) =>
        value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
}
