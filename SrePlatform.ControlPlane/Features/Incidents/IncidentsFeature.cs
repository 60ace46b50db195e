namespace SrePlatform.ControlPlane.Features.Incidents;

internal static class IncidentsFeature
{
    public static void AddIncidents(this WebApplicationBuilder builder)
    {
    }

    public static void MapIncidents(this WebApplication app)
    {
    }
}
