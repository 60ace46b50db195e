namespace SrePlatform.Assistant.Tools;

/// <summary>The sources that a coverage table speaks of.</summary>
internal static class Sources
{
    public const string Metrics = "metrics";
    public const string Alerts = "alerts";
    public const string Topology = "topology";
    public const string Deployments = "deployments";
    public const string Audit = "audit";
    public const string Incidents = "incidents";
    public const string Logs = "logs";
    public const string Grafana = "grafana";
    public const string Knowledge = "knowledge";

    /// <summary>The inventory, alert rules and earlier sessions; asked by questions, not by diagnoses.</summary>
    public const string Resources = "resources";
    public const string Rules = "rules";
    public const string Sessions = "sessions";

    /// <summary>External tool servers.</summary>
    public const string External = "external";

    public static readonly IReadOnlyList<string> All = [Metrics, Alerts, Topology, Deployments, Audit, Incidents, Logs, Grafana];
}
