namespace SrePlatform.ControlPlane.Features.Audit;

internal static class AuditFeature
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
    }

    public static void MapAudit(this WebApplication app)
    {
    }
}
