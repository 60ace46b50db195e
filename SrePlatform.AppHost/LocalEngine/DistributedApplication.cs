using SrePlatform.AppHost.LocalEngine.Processes;
using SrePlatform.AppHost.LocalEngine.Programs;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>An application made of a model, run as child processes on loopback.</summary>
public sealed class DistributedApplication : IAsyncDisposable
{
    private readonly DistributedApplicationBuilder _builder;
    private readonly ProcessSpawner _spawner = new();
    private ApplicationRun? _run;
    private DataFolderLock? _lock;

    internal DistributedApplication(DistributedApplicationBuilder builder) => _builder = builder;

    /// <summary>The state of every resource.</summary>
    public ResourceNotificationService ResourceNotifications { get; } = new();

    internal IProgress<string> Progress { get; set; } = new Progress<string>();

    internal DistributedApplicationBuilder Builder => _builder;

    internal ApplicationRun? CurrentRun => _run;

    /// <summary>Begins to describe an application.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        if (args is [IdentityProviderLauncher.Command, ..])
        {
            // The identity provider is this same program, started by a run of the model.
            Environment.Exit(IdentityProviderProcess.Run(args[1..]));
        }

        return EntryPointCapture.Current is { } capture
            ? new DistributedApplicationBuilder([.. args, .. capture.Arguments], testing: true)
            : new DistributedApplicationBuilder(args, testing: false);
    }

    /// <summary>Starts everything; returns before all is healthy.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new DistributedApplicationException("The local engine runs on Linux only: build with -p:AppHostEngine=aspire.");
        }

        _lock = DataFolderLock.Take(_builder.Data);
        await new PortAssignment(_builder.Data, _builder.Testing).AssignAsync(_builder.Resources, cancellationToken);
        var programs = new ProgramStore(ProgramCache.Folder, Progress);
        var context = new LaunchContext(_builder.Data, programs, _spawner, _builder.ExecutionContext);
        _run = new ApplicationRun([.. _builder.Resources], context, ResourceNotifications);
        _run.Start();
    }

    /// <summary>Stops everything.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_run is { } run)
        {
            await run.StopAsync().WaitAsync(cancellationToken);
        }

        _lock?.Dispose();
    }

    /// <summary>Starts everything and runs until it is told to stop.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>Starts everything and runs until it is told to stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default) => Environment.ExitCode = await new ConsoleRun(this).RunAsync(cancellationToken);

    /// <summary>A client for an endpoint of a resource.</summary>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = null) =>
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = GetEndpoint(resourceName, endpointName) };

    /// <summary>The address of an endpoint of a resource.</summary>
    public Uri GetEndpoint(string resourceName, string? endpointName = null) =>
        Find(resourceName) is IResourceWithEndpoints resource
            ? new Uri(new EndpointReference(resource, endpointName ?? "http").Url)
            : throw new ArgumentException($"'{resourceName}' has no endpoints.", nameof(resourceName));

    /// <summary>The connection string of a resource.</summary>
    public ValueTask<string?> GetConnectionStringAsync(string resourceName, CancellationToken cancellationToken = default) =>
        Find(resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"'{resourceName}' has no connection string.", nameof(resourceName));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_run is { } run)
        {
            await run.DisposeAsync();
        }

        _spawner.Dispose();
        _lock?.Dispose();
        if (_builder.Testing)
        {
            TestData.Delete(_builder.Data);
        }
    }

    private IResource Find(string name) => _builder.Resources.FirstOrDefault(resource => resource.Name == name)
        ?? throw new ArgumentException($"There is no resource '{name}'.", nameof(name));
}
