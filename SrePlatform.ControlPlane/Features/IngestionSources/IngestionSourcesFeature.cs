using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.IngestionSources;

internal static class IngestionSourcesFeature
{
    public static void AddIngestionSources(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IDatabaseSeed, IngestionSourceSeed>();
}
