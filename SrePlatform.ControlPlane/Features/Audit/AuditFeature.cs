using SrePlatform.ControlPlane.Features.Audit.Sealing;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.Audit;

/// <summary>Shows who did what, and seals it so that changes to the log show.</summary>
internal static class AuditFeature
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<ListAudit>();
        services.AddSingleton<AuditKey>();
        services.AddSingleton<SealAudit>();
        services.AddSingleton<Checkpoints>();
        services.AddSingleton<DropSealed>();
        services.AddSingleton<VerifyAudit>();
        services.AddScoped<AuditSealState>();
        services.AddWorker<AuditSealWorker>();
        services.AddWorker<AuditRetentionWorker>();
    }

    public static void MapAudit(this WebApplication app) => app.MapAuditApi();
}
