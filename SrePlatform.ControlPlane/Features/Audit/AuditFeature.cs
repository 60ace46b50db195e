namespace SrePlatform.ControlPlane.Features.Audit;

/// <summary>Shows who did what.</summary>
internal static class AuditFeature
{
    public static void AddAudit(this WebApplicationBuilder builder) => builder.Services.AddScoped<ListAudit>();

    public static void MapAudit(this WebApplication app) => app.MapAuditApi();
}
