using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Deployments;

/// <summary>Deployments that a scope sees: of its services, and of services that no resource runs.</summary>
internal static class DeploymentVisibility
{
    public static IQueryable<Deployment> In(this IQueryable<Deployment> deployments, Scope scope, SreDbContext context) => scope.IsAll
        ? deployments
        : deployments.Where(deployment => scope.Services.Contains(deployment.Service)
            || !context.Set<ResourceAccess>().Any(access => access.Service == deployment.Service));
}
