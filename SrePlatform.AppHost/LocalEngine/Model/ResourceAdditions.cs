namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Adds parameters, programs and projects.</summary>
public static class ResourceAdditions
{
    /// <summary>Adds a parameter read from <c>Parameters:name</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(
            name,
            _ => builder.Configuration[$"Parameters:{name}"] ?? throw new DistributedApplicationException(
                $"The parameter '{name}' has no value: set it with --Parameters:{name}=… or the environment variable Parameters__{name}."),
            secret));

    /// <summary>Adds a parameter with a fixed value.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        _ = publishValueAsDefault;
        return builder.AddResource(new ParameterResource(name, _ => builder.Configuration[$"Parameters:{name}"] ?? value, secret));
    }

    /// <summary>Adds a parameter whose value is made when nobody gives one, and kept for the next start with <paramref name="persist"/>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var secrets = ((DistributedApplicationBuilder)builder).Secrets;
        var parameter = new ParameterResource(
            name,
            fallback => builder.Configuration[$"Parameters:{name}"]
                ?? (persist ? secrets.GetOrAdd(name, () => fallback!.GetDefaultValue()) : fallback!.GetDefaultValue()),
            secret)
        {
            Default = value,
        };
        return builder.AddResource(parameter);
    }

    /// <summary>Adds a program.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args) =>
        builder.AddProgram(new ExecutableResource(name, command, workingDirectory)).WithArgs(args ?? []);

    /// <summary>Adds a project by the path of its file.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, launchProfileName: null);

    /// <summary>Adds a project by the path of its file. Launch profiles are not read locally: endpoints are said in the model.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName)
    {
        _ = launchProfileName;
        var resource = new ProjectResource(name);
        return builder.AddResource(resource)
            .WithAnnotation(new ProjectMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)))
            .WithAnnotation(new LauncherAnnotation(new ProjectLauncher(resource)));
    }

    internal static IResourceBuilder<T> AddProgram<T>(this IDistributedApplicationBuilder builder, T resource) where T : ExecutableResource =>
        builder.AddResource(resource).WithAnnotation(new LauncherAnnotation(new ExecutableLauncher(resource)));
}
