using SrePlatform.ControlPlane.Features.Diagnosis.Messages;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>What pages need to show diagnoses.</summary>
internal static class PanelSetup
{
    public static void AddDiagnosisPanel(this IServiceCollection services)
    {
        services.AddScoped<DiagnosisMessages>();
        services.AddScoped<EvidenceStripBuilder>();
        services.AddScoped<ProgressSteps>();
        services.AddScoped<LoadDiagnosisPanel>();
    }
}
