namespace SrePlatform.ControlPlane.Features.Home;

internal static class HomeFeature
{
    public static void AddHome(this WebApplicationBuilder builder)
    {
    }

    public static void MapHome(this WebApplication app)
    {
    }
}
