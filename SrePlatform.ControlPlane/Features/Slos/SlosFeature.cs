using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Objectives of services, their error budgets, and the rules that watch how fast they burn.</summary>
internal static class SlosFeature
{
    public static void AddSlos(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDatabaseSeed, SloSeed>();
        builder.Services.AddScoped<SaveSlo>();
        builder.Services.AddScoped<ListSlos>();
        builder.Services.AddScoped<ReadSloStatus>();
    }

    public static void MapSlos(this WebApplication app) => SloEndpoints.Map(app);
}
