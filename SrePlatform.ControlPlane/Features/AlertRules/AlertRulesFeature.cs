namespace SrePlatform.ControlPlane.Features.AlertRules;

internal static class AlertRulesFeature
{
    public static void AddAlertRules(this WebApplicationBuilder builder)
    {
    }

    public static void MapAlertRules(this WebApplication app)
    {
    }
}
