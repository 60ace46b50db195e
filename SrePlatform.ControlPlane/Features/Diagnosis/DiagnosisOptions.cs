using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Settings of the hand-over to the Assistant; section <c>Diagnosis</c>.</summary>
internal sealed class DiagnosisOptions
{
    public const string Section = "Diagnosis";

    /// <summary>How often a running diagnosis is asked about, in case its callback is lost; less often when it takes long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the Assistant may be away before a diagnosis is given up.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);
}
