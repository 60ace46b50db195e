using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>How checks are run (section <c>Checks</c>).</summary>
internal sealed class CheckOptions
{
    public const string Section = "Checks";

    /// <summary>How many one replica asks at the same time.</summary>
    [Range(1, 1000)]
    public int AtOnce { get; set; } = 64;

    /// <summary>How many one resource can have.</summary>
    [Range(1, 100)]
    public int MostPerResource { get; set; } = 10;
}
