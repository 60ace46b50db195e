using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Who is on call, and what happens when nobody acknowledges.</summary>
internal static class OnCallFeature
{
    public static void AddOnCall(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddScoped<ReadOnCall>();
        services.AddScoped<SaveRotation>();
        services.AddScoped<SavePolicy>();
        services.AddScoped<IIncidentListener, StartEscalation>();
        services.AddWorker<EscalationWorker>();
    }
}
