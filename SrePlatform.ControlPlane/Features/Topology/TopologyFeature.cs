namespace SrePlatform.ControlPlane.Features.Topology;

internal static class TopologyFeature
{
    public static void AddTopology(this WebApplicationBuilder builder)
    {
    }

    public static void MapTopology(this WebApplication app)
    {
    }
}
