using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Resources;

/// <summary>What another feature shows on a resource's page, so that the page need not know the feature.</summary>
internal interface IResourcePart
{
    /// <summary>Lower comes first.</summary>
    int Order { get; }

    /// <summary>The partial view.</summary>
    string View { get; }

    /// <summary>Its model; null if there is nothing to show.</summary>
    /// <param name="resource">Shown to somebody who sees it.</param>
    /// <param name="mayManage">Whether they may change it.</param>
    Task<object?> LoadAsync(Resource resource, Scope scope, bool mayManage, CancellationToken cancellationToken);
}
