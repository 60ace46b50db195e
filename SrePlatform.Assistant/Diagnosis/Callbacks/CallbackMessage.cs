using SrePlatform.Assistant.Diagnosis.Sessions;

namespace SrePlatform.Assistant.Diagnosis.Callbacks;

/// <summary>What the Control Plane is told when a session ends.</summary>
internal sealed record CallbackMessage(Guid SessionId, Guid? IncidentId, int? Generation, SessionState Status, string ResultUrl)
{
    public static CallbackMessage About(DiagnosisSession session) =>
        new(session.Id, session.IncidentId, session.Generation, session.State, $"/api/v1/diagnostics/{session.Id}");
}
