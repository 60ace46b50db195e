namespace SrePlatform.AppHost.Topology;

/// <summary>Keeps a part's files from the others.</summary>
internal static class OwnUser
{
    /// <summary>Development runs all parts as the person's own user; published parts are containers without each other's files.</summary>
    public static IResourceBuilder<ProjectResource> WithUserOfItsOwn(this IResourceBuilder<ProjectResource> builder) => builder;
}
