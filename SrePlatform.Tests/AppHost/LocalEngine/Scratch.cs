#if LOCAL_ENGINE
using System.Collections.Concurrent;

namespace SrePlatform.Tests.AppHost.LocalEngine;

/// <summary>A model of tiny programs with a data folder of its own.</summary>
internal sealed class Scratch : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sre-platform-engine-");

    public Scratch()
    {
        // PostgreSQL runs as another user when the tests run as root.
        _folder.UnixFileMode |= UnixFileMode.OtherExecute;
        Builder = new DistributedApplicationBuilder([$"--data={Path.Combine(_folder.FullName, "data")}"], testing: true);
        App = new Lazy<DistributedApplication>(Builder.Build);
    }

    public DistributedApplicationBuilder Builder { get; }

    public Lazy<DistributedApplication> App { get; }

    public ConcurrentQueue<(string Name, string State)> Seen { get; } = [];

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public IResourceBuilder<ExecutableResource> Shell(string name, string script) =>
        Builder.AddExecutable(name, "/bin/sh", _folder.FullName, "-c", script);

    public async Task<DistributedApplication> StartAsync(CancellationToken cancellationToken)
    {
        App.Value.ResourceNotifications.Subscribe(change => Seen.Enqueue((change.Resource.Name, change.Snapshot.State)));
        await App.Value.StartAsync(cancellationToken);
        return App.Value;
    }

    /// <summary>The same model and data in a new application, once the first has stopped.</summary>
    public DistributedApplication Again() => Builder.Build();

    public async ValueTask DisposeAsync()
    {
        if (App.IsValueCreated)
        {
            await App.Value.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }
}
#endif
