namespace SrePlatform.ControlPlane.Features.Resources;

internal static class ResourcesFeature
{
    public static void AddResources(this WebApplicationBuilder builder)
    {
    }

    public static void MapResources(this WebApplication app)
    {
    }
}
