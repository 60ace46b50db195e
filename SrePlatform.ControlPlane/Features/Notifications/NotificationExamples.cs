namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>Bodies for the description of the API.</summary>
internal static class NotificationExamples
{
    public const string Channel =
        """
        {
          "kind": "webhook", "name": "Chat", "enabled": true, "settings": { "url": "https://chat.example/hooks/sre" },
          "secrets": { "secret": "chosen-by-you-and-at-least-this-long" }, "version": 1
        }
        """;

    public const string Strategy =
        """
        {
          "definition": {
            "name": "Shop", "enabled": true, "on": ["opened", "diagnosed", "resolved"], "min_severity": "warning", "min_priority": "P2", "services": ["checkout"],
            "resources": ["01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10"], "tags": ["customers"], "channels": ["01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a11"],
            "rotations": ["01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a12"], "grouping": "incident", "delay_seconds": 30, "repeat_minutes": 30,
            "quiet_from": "22:00:00", "quiet_to": "07:00:00", "time_zone": "Asia/Taipei", "critical_breaks_quiet": true,
            "escalate_after_minutes": 15, "escalate_to": "01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a13", "language": "en"
          },
          "version": 1
        }
        """;
}
