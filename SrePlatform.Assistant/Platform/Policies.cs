namespace SrePlatform.Assistant.Platform;

/// <summary>Who may do what here.</summary>
internal static class Policies
{
    /// <summary>Ask for diagnoses and read them: the service role of the Control Plane.</summary>
    public const string Diagnose = "diagnose";
}
