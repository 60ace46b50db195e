namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Bodies for the description of the API.</summary>
internal static class ApprovalExamples
{
    public const string Request =
        """
        {
          "runbook": "demo-roll-back-a-service", "parameters": { "service": "payment", "version": "v2.3.0" }, "environment": "demo",
          "incident_id": "01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10", "session_id": "01a3d0c2-1b2c-7f00-8a51-5d6e2f6b7a11", "reason": "The diagnosis names v2.3.1."
        }
        """;

    public const string Decision = """{ "decision": "approved", "digest": "paste-the-digest-of-the-request-that-you-read", "reason": "Agreed." }""";
}
