using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>Procedures that people and diagnoses can have carried out: written, reviewed, versioned.</summary>
internal static class RunbooksFeature
{
    public static void AddRunbooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDatabaseSeed, RunbookSeed>();
        builder.Services.AddScoped<FindRunbook>();
    }
}
