using System.ComponentModel.DataAnnotations;
using System.Net;

namespace SrePlatform.ControlPlane.Features.Networks;

/// <summary>What the installation's configuration allows (section <c>Networks</c>), beside what administrators add.</summary>
internal sealed class NetworkOptions : IValidatableObject
{
    public const string Section = "Networks";

    /// <summary>Ranges inside the installation that checks and scans may reach, such as <c>10.0.0.0/24</c>.</summary>
    public IList<string> Allowed { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => Allowed
        .Where(range => !IPNetwork.TryParse(range, out _))
        .Select(range => new ValidationResult($"Networks:Allowed has '{range}', which is not a range such as 10.0.0.0/24.", [nameof(Allowed)]));
}
