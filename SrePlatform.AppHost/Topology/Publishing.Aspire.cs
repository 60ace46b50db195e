using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace SrePlatform.AppHost.Topology;

/// <summary>What differs when the model is published as a Docker Compose file.</summary>
internal static class Publishing
{
    public const string RulesVolume = "sre-platform-rules";
    private const string RulesTarget = "/rules";

    /// <summary>The folder, as the Control Plane sees it, where it writes the rules that vmalert evaluates.</summary>
    public static string RulesFolder(this IDistributedApplicationBuilder builder, PlatformOptions options) =>
        builder.ExecutionContext.IsPublishMode ? RulesTarget : Path.Combine(options.DataFolder, "rules");

    /// <summary>Publishes as Docker Compose; the Control Plane and vmalert share a volume there.</summary>
    public static void AddPublishing(this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> controlPlane)
    {
        builder.AddDockerComposeEnvironment("compose");
        controlPlane.PublishAsDockerComposeService((_, service) =>
            service.AddVolume(new Volume { Name = RulesVolume, Source = RulesVolume, Target = RulesTarget, Type = "volume" }));
    }
}
