namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What discovery says about one resource.</summary>
internal sealed record ScrapeTarget(
    Guid Id, string Name, string Service, string Environment, string Team, string Address, string MetricsPath, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>Read through the SNMP exporter with this module; null if its metrics are read directly.</summary>
    public string? SnmpModule { get; init; }

    public string? SnmpAuth { get; init; }
}
