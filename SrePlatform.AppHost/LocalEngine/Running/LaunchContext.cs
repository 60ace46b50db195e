using System.Globalization;
using SrePlatform.AppHost.LocalEngine.Processes;
using SrePlatform.AppHost.LocalEngine.Programs;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>What launchers need to know.</summary>
internal sealed class LaunchContext(DataFolder data, ProgramStore programs, ProcessSpawner spawner, DistributedApplicationExecutionContext execution)
{
    // What children inherit; the rest of the user's environment stays outside.
    private static readonly string[] Inherited = ["PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "DOTNET_ROOT", "DOTNET_CLI_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR"];

    public DataFolder Data { get; } = data;

    public ProgramStore Programs { get; } = programs;

    public ProcessSpawner Spawner { get; } = spawner;

    /// <summary>The environment of a resource: the little that is inherited, and what the model says.</summary>
    public async Task<Dictionary<string, string>> EnvironmentAsync(IResource resource, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>();
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                environment[name] = value;
            }
        }

        environment.TryAdd("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.TryAdd("LANG", "C.UTF-8");
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.PortVariable is { } variable)
            {
                environment[variable] = endpoint.AllocatedPort!.Value.ToString(CultureInfo.InvariantCulture);
            }
        }

        var variables = new EnvironmentCallbackContext(execution, [], cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(variables);
        }

        foreach (var (name, value) in variables.EnvironmentVariables)
        {
            environment[name] = await TextAsync(value, cancellationToken);
        }

        return environment;
    }

    /// <summary>The arguments of a resource.</summary>
    public static async Task<List<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        List<object> collected = [];
        var context = new CommandLineArgsCallbackContext(collected, cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        List<string> arguments = [];
        foreach (var value in collected)
        {
            arguments.Add(await TextAsync(value, cancellationToken));
        }

        return arguments;
    }

    private static async Task<string> TextAsync(object value, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(cancellationToken) ?? "",
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken) ?? "",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
