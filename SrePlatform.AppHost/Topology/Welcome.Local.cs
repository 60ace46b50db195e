namespace SrePlatform.AppHost.Topology;

/// <summary>What a person needs to know once everything runs.</summary>
internal static class Welcome
{
    /// <summary>Shows the address, and how to sign in, at the terminal.</summary>
    public static void AddWelcome(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> controlPlane,
        IResourceBuilder<ParameterResource> userPassword,
        IResourceBuilder<ProjectResource>? shopConsole)
    {
        var lines = ((DistributedApplicationBuilder)builder).Welcome;
        lines.Add(_ => Task.FromResult($"  Control Plane    {controlPlane.GetEndpoint("http").Url}"));
        lines.Add(async cancellationToken =>
            $"  Sign in as       admin, operator, member or viewer with the password {await userPassword.Resource.GetValueAsync(cancellationToken)}");
        if (shopConsole is not null)
        {
            lines.Add(_ => Task.FromResult($"  Demo shop        {shopConsole.GetEndpoint("http").Url} (switch faults on and off there)"));
        }
    }
}
