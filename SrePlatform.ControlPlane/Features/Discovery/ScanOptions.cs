using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Discovery;

/// <summary>How networks are scanned (section <c>Discovery</c>): gently, since what is scanned is in use.</summary>
internal sealed class ScanOptions
{
    public const string Section = "Discovery";

    /// <summary>Connections that one replica tries in a second.</summary>
    [Range(1, 1000)]
    public int ConnectionsPerSecond { get; set; } = 100;

    /// <summary>Addresses in one scan.</summary>
    [Range(1, 65_536)]
    public int MostAddresses { get; set; } = 4_096;

    /// <summary>How long a connection may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:00:10")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(1);
}
