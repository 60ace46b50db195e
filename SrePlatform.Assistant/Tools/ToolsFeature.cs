using SrePlatform.Assistant.Tools.ControlPlane;
using SrePlatform.Assistant.Tools.Health;
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
        services.AddSingleton<ToolHealth>();
    }
}
