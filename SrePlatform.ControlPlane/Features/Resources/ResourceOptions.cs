using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>How resources are read (section <c>Resources</c>).</summary>
internal sealed class ResourceOptions : IValidatableObject
{
    public const string Section = "Resources";

    /// <summary><c>host:port</c> of the SNMP exporter, as VictoriaMetrics reaches it; without it devices that need one are not read.</summary>
    public string? SnmpExporter { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SnmpExporter is { } exporter && !ResourceValidation.IsHostAndPort(exporter))
        {
            yield return new ValidationResult($"Resources:SnmpExporter is '{exporter}'; give host:port.", [nameof(SnmpExporter)]);
        }
    }
}
