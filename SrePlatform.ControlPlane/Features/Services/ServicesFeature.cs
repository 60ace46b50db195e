namespace SrePlatform.ControlPlane.Features.Services;

/// <summary>The life of services: versions, deployments, owners, dependencies.</summary>
internal static class ServicesFeature
{
    public static void AddServices(this WebApplicationBuilder builder) => builder.Services.AddScoped<ReadServices>();
}
