using SrePlatform.ControlPlane.Features.Runbooks.Editing;
using SrePlatform.ControlPlane.Features.Runbooks.Reading;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>Procedures that people and diagnoses can have carried out: written, reviewed, versioned.</summary>
internal static class RunbooksFeature
{
    public static void AddRunbooks(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDatabaseSeed, RunbookSeed>();
        builder.Services.AddScoped<FindRunbook>();
        builder.Services.AddScoped<ReadRunbooks>();
        builder.Services.AddScoped<CompareRunbook>();
        builder.Services.AddScoped<ChangeRunbook>();
        builder.Services.AddScoped<WriteRunbook>();
        builder.Services.AddScoped<ReviewRunbook>();
        builder.Services.AddScoped<RetireRunbook>();
    }

    public static void MapRunbooks(this WebApplication app) => RunbookEndpoints.Map(app);
}
