using System.Globalization;
using System.Text;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>Writes the inventory as CSV that a spreadsheet can open without running anything in it.</summary>
internal static class ResourceCsv
{
    public static readonly string Header = Line(
        ["name", "kind", "service", "environment", "team", "criticality", "address", "metrics_path", "snmp_module", "snmp_auth", "health", "origin", "labels", "created_at", "updated_at", "id"]);

    public static string Row(Resource resource, HealthState health) => Line(
    [
        resource.Name, EnumsAsText.ToText(resource.Kind), resource.Service, resource.Environment, resource.Team, EnumsAsText.ToText(resource.Criticality),
        resource.Address ?? "", resource.MetricsPath, resource.SnmpModule ?? "", resource.SnmpAuth ?? "", EnumsAsText.ToText(health), EnumsAsText.ToText(resource.Origin),
        LabelText.Write(resource.Labels),
        Time(resource.CreatedAt), Time(resource.UpdatedAt), resource.Id.ToString(),
    ]);

    /// <summary>A text that begins like a formula gets an apostrophe, which spreadsheets show as text.</summary>
    internal static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string Line(IEnumerable<string> cells) => new StringBuilder().AppendJoin(',', cells.Select(Cell)).Append("\r\n").ToString();

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
