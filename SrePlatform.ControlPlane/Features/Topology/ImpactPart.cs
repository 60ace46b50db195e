using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>What depends on a resource, through its service, on its page.</summary>
internal sealed class ImpactPart(ReadImpact impact) : IResourcePart
{
    public int Order => 20;

    public string View => "/Features/Topology/_Impact.cshtml";

    public async Task<object?> LoadAsync(Resource resource, Scope scope, bool mayManage, CancellationToken cancellationToken) => await impact.RunAsync(resource.Service, scope, cancellationToken);
}
