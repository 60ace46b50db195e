namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Where something that is written down can be read here, by how it was stored with the Assistant; pure.</summary>
internal static class KnowledgeLink
{
    private const string Session = "session:";
    private const string Incident = "incident:";

    /// <param name="kind">runbook, incident, postmortem or note.</param>
    /// <param name="reference">What identifies it where it comes from.</param>
    /// <returns>An address of this site; null where it is from elsewhere.</returns>
    public static string? Of(string kind, string reference) => (kind, reference) switch
    {
        (_, _) when reference.StartsWith(Session, StringComparison.Ordinal) && Guid.TryParse(reference[Session.Length..], out var session) => $"/assistant/{session}",
        (_, _) when reference.StartsWith(Incident, StringComparison.Ordinal) && reference.Length > Incident.Length => $"/incidents/{Uri.EscapeDataString(reference[Incident.Length..])}",
        ("postmortem", _) when reference.StartsWith("PM-", StringComparison.Ordinal) => $"/postmortems/{Uri.EscapeDataString(reference)}",
        (_, _) when reference.StartsWith("INC-", StringComparison.Ordinal) => $"/incidents/{Uri.EscapeDataString(reference)}",
        _ => null,
    };
}
