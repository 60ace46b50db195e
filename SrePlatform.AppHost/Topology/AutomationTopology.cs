namespace SrePlatform.AppHost.Topology;

/// <summary>How the Control Plane and the executor share what a plan is checked with.</summary>
internal static class AutomationTopology
{
    /// <summary>Where the public key of plans is: the Control Plane writes it, the executor reads it. The private key stays in the Control Plane's folder.</summary>
    public static IResourceBuilder<ProjectResource> WithPlanKey(this IResourceBuilder<ProjectResource> builder, PlatformOptions options) =>
        builder.ApplicationBuilder.ExecutionContext.IsRunMode
            ? builder.WithEnvironment("Automation__PublicKeyFile", () => new DataFolder(options.DataFolder).SharedFile(Path.Combine("plan-keys", "plan-signing.pub")))
            : builder;
}
