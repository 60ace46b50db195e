namespace SrePlatform.AppHost.Topology;

/// <summary>What a person needs to know once everything runs.</summary>
internal static class Welcome
{
    /// <summary>Names the engine at the terminal; the Aspire dashboard shows the addresses and, on request, the password.</summary>
    public static void AddWelcome(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> controlPlane,
        IResourceBuilder<ParameterResource> userPassword,
        IResourceBuilder<ProjectResource>? shopConsole)
    {
        if (!builder.ExecutionContext.IsRunMode)
        {
            return;
        }

        controlPlane.WithUrlForEndpoint("http", url => url.DisplayText = "Control Plane");
        shopConsole?.WithUrlForEndpoint("http", url => url.DisplayText = "Shop with fault switches");
        Console.WriteLine("Engine: aspire (containers); choose with -p:AppHostEngine=aspire|local");
        Console.WriteLine($"Sign in as admin, operator, member or viewer; the dashboard shows the password under '{userPassword.Resource.Name}'.");
    }
}
