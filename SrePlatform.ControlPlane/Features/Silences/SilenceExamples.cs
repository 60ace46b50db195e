namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Bodies for the description of the API.</summary>
internal static class SilenceExamples
{
    public const string Silence =
        """
        {
          "kind": "silence", "reason": "The disk is being replaced.", "matchers": ["alertname=\"DiskFull\"", "env=\"production\""], "services": ["checkout"],
          "resource_ids": ["01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10"], "starts_at": "2026-06-30T14:00:00Z", "ends_at": "2026-06-30T16:00:00Z",
          "duration_seconds": 7200, "cron": null, "time_zone": "Asia/Taipei"
        }
        """;

    public const string Extension = """{ "hours": 2 }""";
}
