using System.Globalization;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Runs a program as the model says.</summary>
internal sealed class ExecutableLauncher(ExecutableResource resource) : ILauncher
{
    public async Task<ProcessPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken) => new(
        resource.Command,
        await LaunchContext.ArgumentsAsync(resource, cancellationToken),
        await context.EnvironmentAsync(resource, cancellationToken),
        resource.WorkingDirectory);
}

/// <summary>Runs a real binary that is found on this machine or fetched; it keeps its data in its own folder.</summary>
internal sealed class FetchedProgramLauncher(ExecutableResource resource) : ILauncher
{
    public async Task<ProcessPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var program = await context.Programs.FindAsync(resource.Command, cancellationToken);
        return new ProcessPlan(
            program,
            await LaunchContext.ArgumentsAsync(resource, cancellationToken),
            await context.EnvironmentAsync(resource, cancellationToken),
            context.Data.Folder(resource.Name))
        {
            ParentDeathSignal = UnixSignal.Terminate,
        };
    }
}

/// <summary>Runs a project's built output, from the same configuration as the app host's own.</summary>
internal sealed class ProjectLauncher(ProjectResource resource) : ILauncher
{
    public async Task<ProcessPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().Single().ProjectPath;
        var assembly = AppHostAssembly.OutputOf(project);
        if (!File.Exists(assembly))
        {
            throw new DistributedApplicationException($"'{assembly}' is missing: build the solution first (dotnet build).");
        }

        var environment = await context.EnvironmentAsync(resource, cancellationToken);
        environment.TryAdd("ASPNETCORE_ENVIRONMENT", "Development");
        environment.TryAdd("DOTNET_NOLOGO", "1");
        environment.TryAdd("DOTNET_gcServer", "0");
        environment.TryAdd("DOTNET_GCConserveMemory", "5");
        environment.TryAdd("DOTNET_TieredPGO", "0");
        environment.TryAdd("DOTNET_SHUTDOWNTIMEOUTSECONDS", "4");
        environment.TryAdd("OTEL_SERVICE_NAME", resource.Name);
        var urls = resource.Annotations.OfType<EndpointAnnotation>()
            .Select(endpoint => $"http://127.0.0.1:{endpoint.AllocatedPort!.Value.ToString(CultureInfo.InvariantCulture)}").ToList();
        if (urls.Count > 0)
        {
            environment["ASPNETCORE_URLS"] = string.Join(';', urls);
        }

        return new ProcessPlan(
            AppHostAssembly.DotNet, [assembly, .. await LaunchContext.ArgumentsAsync(resource, cancellationToken)], environment, Path.GetDirectoryName(project)!)
        {
            UserId = TakeUser(assembly, environment),
        };
    }

    /// <summary>The user of its own that the part becomes, with its folder; null where the app host may not choose, or others cannot read the program.</summary>
    private int? TakeUser(string assembly, Dictionary<string, string> environment)
    {
        if (!Unix.IsRoot || resource.Annotations.OfType<OwnUserAnnotation>().FirstOrDefault() is not { UserId: var user }
            || !environment.TryGetValue("DataFolder", out var folder) || !OwnUserFiles.CanRead(assembly) || !OwnUserFiles.CanPass(folder))
        {
            return null;
        }

        OwnUserFiles.GiveAway(folder, user);
        environment["HOME"] = folder;
        return user;
    }
}

/// <summary>Runs the development identity provider, which is part of the app host's own program.</summary>
internal sealed class IdentityProviderLauncher(KeycloakResource resource) : ILauncher
{
    public const string Command = "identity-provider";

    public async Task<ProcessPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var realm = resource.Annotations.OfType<RealmImportAnnotation>().FirstOrDefault()
            ?? throw new DistributedApplicationException($"'{resource.Name}' has no realm: call WithRealmImport.");
        var environment = await context.EnvironmentAsync(resource, cancellationToken);
        environment.TryAdd("DOTNET_gcServer", "0");
        environment.TryAdd("DOTNET_GCConserveMemory", "5");
        return new ProcessPlan(
            AppHostAssembly.DotNet,
            [
                AppHostAssembly.Path, Command, "--realm", realm.File, "--url", new EndpointReference(resource, "http").Url,
                "--data", context.Data.Folder(resource.Name), .. await LaunchContext.ArgumentsAsync(resource, cancellationToken),
            ],
            environment,
            context.Data.Folder(resource.Name));
    }
}
