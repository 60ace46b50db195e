using System.ComponentModel.DataAnnotations;

namespace SrePlatform.Assistant.Diagnosis;

/// <summary>How often series are sampled; section <c>Intervals</c>.</summary>
internal sealed class IntervalOptions
{
    public const string Section = "Intervals";

    /// <summary>Scrape and evaluation interval.</summary>
    [Range(1, 300)]
    public int Seconds { get; set; } = 15;
}
