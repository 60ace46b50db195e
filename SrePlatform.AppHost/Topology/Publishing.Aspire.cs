using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace SrePlatform.AppHost.Topology;

/// <summary>What differs when the model is published as a Docker Compose file.</summary>
internal static class Publishing
{
    public const string RulesVolume = "sre-platform-rules";
    public const string RulesTarget = "/rules";
    public const string DataVolume = "sre-platform-control-plane";
    public const string DataTarget = "/data";
    public const string PlanKeyVolume = "sre-platform-plan-keys";
    public const string PlanKeyTarget = "/plan-keys";
    private const string Executor = "control-plane-executor";
    private const int ServicePort = 8080;
    private const int FirstPublicPort = 5081;

    /// <summary>The folder, as the Control Plane sees it, where it writes the rules that vmalert evaluates.</summary>
    public static string RulesFolder(this IDistributedApplicationBuilder builder, PlatformOptions options) =>
        builder.ExecutionContext.IsPublishMode ? RulesTarget : Path.Combine(options.DataFolder, "rules");

    /// <summary>
    /// The address in a browser: the operator's to set in <c>.env</c>, as in <c>CONTROL_PLANE_PUBLIC_URL</c>; else the published port of this machine.
    /// </summary>
    public static string PublicAddress(EndpointReference endpoint) =>
        FormattableString.Invariant($"${{{endpoint.Resource.Name.Replace('-', '_').ToUpperInvariant()}_PUBLIC_URL:-http://localhost:{endpoint.EndpointAnnotation.Port}}}");

    /// <summary>Publishes as Docker Compose, complete: what containers read is inside the file, and what they write is in volumes.</summary>
    public static void AddPublishing(this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> controlPlane)
    {
        var compose = builder.AddDockerComposeEnvironment("compose");
        if (!builder.ExecutionContext.IsPublishMode)
        {
            return;
        }

        controlPlane.WithEnvironment("DataFolder", DataTarget).WithPublicKey().PublishAsDockerComposeService((_, service) =>
        {
            service.AddVolume(new Volume { Name = PlanKeyVolume, Source = PlanKeyVolume, Target = PlanKeyTarget, Type = "volume" });
            service.AddVolume(new Volume { Name = RulesVolume, Source = RulesVolume, Target = RulesTarget, Type = "volume" });
            service.AddVolume(new Volume { Name = DataVolume, Source = DataVolume, Target = DataTarget, Type = "volume" });
        });
        foreach (var executor in builder.Resources.OfType<ProjectResource>().Where(project => project.Name == Executor).ToList())
        {
            builder.CreateResourceBuilder(executor).WithPublicKey().PublishAsDockerComposeService((_, service) =>
                service.AddVolume(new Volume { Name = PlanKeyVolume, Source = PlanKeyVolume, Target = PlanKeyTarget, Type = "volume", ReadOnly = true }));
        }

        builder.PublishPorts();
        builder.PublishDatabases();
        builder.PublishFiles();
        var health = ComposeHealth.Of(builder.Resources);
        compose.ConfigureComposeFile(file => ComposeCompletion.Complete(file, health));
    }

    /// <summary>The Control Plane writes what plans are checked with where the executor reads it; the private key stays in its own volume.</summary>
    private static IResourceBuilder<ProjectResource> WithPublicKey(this IResourceBuilder<ProjectResource> builder) =>
        builder.WithEnvironment("Automation__PublicKeyFile", PlanKeyTarget + "/plan-signing.pub");

    /// <summary>Services listen on a port that is known; what a person opens has a port of this machine.</summary>
    private static void PublishPorts(this IDistributedApplicationBuilder builder)
    {
        var publicPort = FirstPublicPort;
        foreach (var endpoint in builder.Resources.OfType<ProjectResource>().SelectMany(project => project.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.TargetPort ??= ServicePort;
            if (endpoint.IsExternal)
            {
                endpoint.Port ??= publicPort++;
            }
        }

        foreach (var keycloak in builder.Resources.OfType<KeycloakResource>())
        {
            keycloak.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "http").IsExternal = true;
        }
    }

    /// <summary>Without the app host nobody creates databases, or imports the realm again into an empty identity provider.</summary>
    private static void PublishDatabases(this IDistributedApplicationBuilder builder)
    {
        foreach (var database in builder.Resources.OfType<PostgresDatabaseResource>().ToList())
        {
            builder.CreateResourceBuilder(database.Parent).WithEnvironment("POSTGRES_DB", database.DatabaseName);
        }

        foreach (var keycloak in builder.Resources.OfType<KeycloakResource>().ToList())
        {
            builder.CreateResourceBuilder(keycloak).WithDataVolume($"sre-platform-{keycloak.Name}");
        }
    }
}
