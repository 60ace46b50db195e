namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>Bodies for the description of the API.</summary>
internal static class RequestExamples
{
    public const string Capacity = """{ "resource_ids": ["checkout"], "metric_type": "memory", "forecast_days": 30, "limit": 536870912, "requested_by": "sam" }""";

    public const string Execute =
        """
        {
          "query": "What moved most in the last 30 minutes?",
          "context": {
            "service_name": "checkout", "time_range": { "start": "2026-01-31T14:00:00Z", "end": "2026-01-31T15:00:00Z" },
            "session_id": "01a3d0c2-6f6e-7c1e-9a51-0d6e2f6b7a10"
          },
          "options": { "use_model": false }, "requested_by": "sam"
        }
        """;

    public const string Replay = """{ "model": "a-model-that-is-configured", "requested_by": "sam" }""";

    public const string Feedback =
        """{ "grade": "partly", "corrected_cause": "inventory", "comment": "Payment only suffered from it.", "requested_by": "sam", "reviewed": true }""";

    public const string Knowledge =
        """
        {
          "kind": "runbook", "reference": "payment-gateway", "title": "Payment gateway refuses charges", "body": "Drain the retry queue, then restart.",
          "services": ["payment"]
        }
        """;
}
