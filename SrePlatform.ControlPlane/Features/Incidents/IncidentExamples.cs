namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Bodies for the description of the API.</summary>
internal static class IncidentExamples
{
    public const string Declare =
        """
        {
          "title": "Orders arrive twice", "severity": "critical", "priority": "P1", "services": ["orders"], "tags": ["customers"],
          "description": "Support has three calls.", "assignee": "sam", "started_at": "2026-06-30T14:00:00Z"
        }
        """;

    public const string Edit =
        """{ "version": 1, "title": "Orders arrive twice", "severity": "warning", "priority": "P2", "tags": ["customers"], "reason": "Only test accounts are affected." }""";

    public const string Other = """{ "incident": "INC-12", "version": 1, "reason": "The same cause." }""";

    public const string Split =
        """{ "alert_ids": ["01a3d0c2-1b2c-7f00-8a51-5d6e2f6b7a11"], "title": "The newsletter is late", "reason": "It has another cause.", "version": 1 }""";

    public const string Bulk = """{ "action": "acknowledge", "incidents": ["INC-12", "INC-13"], "value": null, "reason": "One storm." }""";
}
