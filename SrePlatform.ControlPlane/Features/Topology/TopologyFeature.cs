using SrePlatform.ControlPlane.Features.Resources;

namespace SrePlatform.ControlPlane.Features.Topology;

internal static class TopologyFeature
{
    public static void AddTopology(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TopologyReader>();
        builder.Services.AddScoped<ServiceHealth>();
        builder.Services.AddScoped<EdgeErrors>();
        builder.Services.AddScoped<ReadImpact>();
        builder.Services.AddScoped<EditEdges>();
        builder.Services.AddScoped<IResourcePart, ImpactPart>();
    }

    public static void MapTopology(this WebApplication app) => TopologyEndpoints.Map(app);
}
