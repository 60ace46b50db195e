namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Bodies for the description of the API.</summary>
internal static class OnCallExamples
{
    public const string Rotation =
        """
        {
          "name": "Shop, first line", "time_zone": "Asia/Taipei", "members": [{ "name": "sam", "email": "sam@example.org" }, { "name": "kim", "email": "kim@example.org" }],
          "starts_on": "2026-06-29", "handover_at": "09:00:00", "shift_days": 7, "version": 1
        }
        """;

    public const string StandIn = """{ "from": "2026-06-30T09:00:00Z", "to": "2026-07-01T09:00:00Z", "person": "kim", "email": "kim@example.org" }""";

    public const string Policy =
        """
        {
          "name": "Shop", "enabled": true, "min_severity": "warning", "services": ["checkout"],
          "levels": [{ "after_minutes": 5, "rotation_id": "01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10" }], "version": 1
        }
        """;
}
