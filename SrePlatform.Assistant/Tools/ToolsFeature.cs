using SrePlatform.Assistant.Tools.ControlPlane;
using SrePlatform.Assistant.Tools.Grafana;
using SrePlatform.Assistant.Tools.Health;
using SrePlatform.Assistant.Tools.Logs;
using SrePlatform.Assistant.Tools.Mcp;
using SrePlatform.Assistant.Tools.VictoriaMetrics;

namespace SrePlatform.Assistant.Tools;

internal static class ToolsFeature
{
    public static void AddTools(this IServiceCollection services)
    {
        services.AddTransient<SignalTool>();
        services.AddTransient<AlertsTool>();
        services.AddTransient<TopologyTool>();
        services.AddTransient<DeploymentsTool>();
        services.AddTransient<AuditTool>();
        services.AddTransient<IncidentsTool>();
        services.AddTransient<EarlierAlertsTool>();
        services.AddTransient<FiringAlertsTool>();
        services.AddTransient<OpenIncidentsTool>();
        services.AddTransient<ResourcesTool>();
        services.AddTransient<AlertRulesTool>();
        services.AddTransient<RangeTool>();
        services.AddTransient<LogsTool>();
        services.AddTransient<GrafanaAnnotationsTool>();
        services.AddTransient<GrafanaDashboardsTool>();
        services.AddTransient<ExternalQuestion>();
        services.AddSingleton<ToolHealth>();
    }
}
