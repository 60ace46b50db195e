namespace SrePlatform.AppHost.Topology;

/// <summary>The local engine runs; it does not publish.</summary>
internal static class Publishing
{
    /// <summary>The folder where the Control Plane writes the rules that vmalert evaluates.</summary>
    public static string RulesFolder(this IDistributedApplicationBuilder builder, PlatformOptions options)
    {
        _ = builder;
        return Path.Combine(options.DataFolder, "rules");
    }

    /// <summary>The address in a browser.</summary>
    public static string PublicAddress(EndpointReference endpoint) => endpoint.Url;

    /// <summary>Nothing to publish, and a wish to do so is answered rather than ignored.</summary>
    public static void AddPublishing(this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> controlPlane)
    {
        _ = controlPlane;
        if (string.Equals(builder.Configuration["operation"], "publish", StringComparison.OrdinalIgnoreCase))
        {
            throw new DistributedApplicationException("The local engine runs, it does not publish: use -p:AppHostEngine=aspire.");
        }
    }
}
