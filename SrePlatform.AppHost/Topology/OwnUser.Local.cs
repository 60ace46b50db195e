namespace SrePlatform.AppHost.Topology;

/// <summary>Keeps a part's files from the others.</summary>
internal static class OwnUser
{
    /// <summary>A number that no person and no service has: it lies in the range that systemd keeps for users made on the fly.</summary>
    private const int Executor = 61_901;

    /// <summary>Runs the executor as a user of its own where the app host is root, so that it cannot read what the Control Plane keeps. Else all parts share the user's own.</summary>
    public static IResourceBuilder<ProjectResource> WithUserOfItsOwn(this IResourceBuilder<ProjectResource> builder) => builder.WithAnnotation(new OwnUserAnnotation(Executor));
}
