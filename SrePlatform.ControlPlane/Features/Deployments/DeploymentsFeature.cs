namespace SrePlatform.ControlPlane.Features.Deployments;

internal static class DeploymentsFeature
{
    public static void AddDeployments(this WebApplicationBuilder builder)
    {
    }

    public static void MapDeployments(this WebApplication app)
    {
    }
}
