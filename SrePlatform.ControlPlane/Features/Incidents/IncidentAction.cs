namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>A button of the incident page.</summary>
/// <param name="Address">The incident's page.</param>
/// <param name="Handler">What it does there.</param>
/// <param name="Text">What it says.</param>
/// <param name="Version">The version that the person sees, posted back.</param>
internal sealed record IncidentAction(string Address, string Handler, string Text, uint? Version)
{
    /// <summary>On the keyboard.</summary>
    public string? Key { get; init; }

    public bool Primary { get; init; }

    /// <summary>Asked before it is done.</summary>
    public string? Confirm { get; init; }

    public string? ConfirmTitle { get; init; }

    /// <summary>Makes pressing twice the same as pressing once.</summary>
    public Guid Once { get; } = Guid.NewGuid();
}
