namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Bodies for the description of the API.</summary>
internal static class AlertRuleExamples
{
    /// <summary>Conditions or an expression with a severity, not both: this one has an expression.</summary>
    public const string Rule =
        """
        {
          "name": "CheckoutSlow", "group": "shop", "expression": "histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket{service=\"checkout\"}[5m]))) > 1",
          "severity": "warning", "conditions": null, "for": "5m", "interval": "15s", "labels": { "team": "shop" },
          "summary": "{service} answers in {value:seconds}", "description": "Look at what it calls.", "runbook_url": "https://runbooks.example/checkout", "version": 1
        }
        """;

    public const string Conditions =
        """
        {
          "name": "CpuHigh", "group": "host", "expression": null, "severity": null,
          "conditions": {
            "scope": "env=\"production\"",
            "any_of": [{ "all_of": [{ "signal": "cpu", "metric": null, "function": null, "by": null, "window": "5m", "operator": ">", "info": null, "warning": "85%", "critical": "95%" }] }]
          },
          "for": "10m", "interval": "15s", "labels": { "team": "platform" },
          "summary": "{resource} uses {value:percent} of its CPU", "description": "Look for the process that uses it.", "runbook_url": "https://runbooks.example/cpu", "version": 1
        }
        """;
}
