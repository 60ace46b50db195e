namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What a person or a client says about a resource, valid or not: see <see cref="ResourceValidation"/>.</summary>
internal sealed record ResourceDraft
{
    public string? Name { get; init; }

    public ResourceKind? Kind { get; init; }

    /// <summary>The service it belongs to; its own name when left out.</summary>
    public string? Service { get; init; }

    public string? Environment { get; init; }

    public string? Team { get; init; }

    public Criticality? Criticality { get; init; }

    /// <summary><c>host:port</c> where its metrics are read; nothing if it is not scraped.</summary>
    public string? Address { get; init; }

    public string? MetricsPath { get; init; }

    /// <summary>Where an SNMP exporter reads it: the exporter's module, such as <c>if_mib</c>.</summary>
    public string? SnmpModule { get; init; }

    /// <summary>The name of credentials in the SNMP exporter's configuration.</summary>
    public string? SnmpAuth { get; init; }

    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
