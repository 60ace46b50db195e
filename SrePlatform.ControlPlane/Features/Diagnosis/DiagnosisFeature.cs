namespace SrePlatform.ControlPlane.Features.Diagnosis;

internal static class DiagnosisFeature
{
    public static void AddDiagnosis(this WebApplicationBuilder builder)
    {
    }

    public static void MapDiagnosis(this WebApplication app)
    {
    }
}
