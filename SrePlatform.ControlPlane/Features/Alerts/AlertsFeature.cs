namespace SrePlatform.ControlPlane.Features.Alerts;

internal static class AlertsFeature
{
    public static void AddAlerts(this WebApplicationBuilder builder)
    {
    }

    public static void MapAlerts(this WebApplication app)
    {
    }
}
