namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Bodies for the description of the API.</summary>
internal static class SloExamples
{
    public const string Slo =
        """
        {
          "name": "Checkout answers in time", "service": "checkout", "description": "What buyers notice first.", "indicator": "latency", "latency_seconds": 0.5,
          "good_query": null, "total_query": null, "objective_percent": 99.5, "window_days": 28, "version": 1
        }
        """;
}
