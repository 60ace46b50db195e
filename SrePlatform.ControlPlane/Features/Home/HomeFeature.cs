namespace SrePlatform.ControlPlane.Features.Home;

/// <summary>The page that people open first.</summary>
internal static class HomeFeature
{
    public static void AddHome(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<GoldenSignals>();
        builder.Services.AddScoped<ReadFire>();
        builder.Services.AddScoped<ReadGroupHealth>();
    }

    public static void MapHome(this WebApplication app)
    {
    }
}
