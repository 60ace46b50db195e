using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>A model that a test can look at and run. It has a data folder and random ports of its own, so several can run at once.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable
{
    /// <summary>Makes the application.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

/// <summary>Makes testing builders from app hosts.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the entry point in the assembly of <typeparamref name="TEntryPoint"/> up to Build; starts nothing.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default) where TEntryPoint : class =>
        CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>Runs the entry point in the assembly of <typeparamref name="TEntryPoint"/> with arguments up to Build; starts nothing.</summary>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var data = Path.Combine(Path.GetTempPath(), "sre-platform-test-" + Guid.NewGuid().ToString("N")[..12]);
        List<string> own = [$"--data={data}"];
        if (!args.Any(arg => arg.StartsWith("--Intervals:Seconds", StringComparison.OrdinalIgnoreCase)))
        {
            own.Add("--Intervals:Seconds=1");
        }

        return new TestingBuilder(await EntryPointCapture.RunAsync(typeof(TEntryPoint).Assembly, args, own, cancellationToken));
    }

    private sealed class TestingBuilder(DistributedApplicationBuilder inner) : IDistributedApplicationTestingBuilder
    {
        public ConfigurationManager Configuration => inner.Configuration;

        public string AppHostDirectory => inner.AppHostDirectory;

        public IHostEnvironment Environment => inner.Environment;

        public DistributedApplicationExecutionContext ExecutionContext => inner.ExecutionContext;

        public IResourceCollection Resources => inner.Resources;

        public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource => inner.AddResource(resource);

        public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => inner.CreateResourceBuilder(resource);

        public DistributedApplication Build() => new(inner);

        public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(Build());

        public ValueTask DisposeAsync()
        {
            TestData.Delete(inner.Data);
            return ValueTask.CompletedTask;
        }
    }
}
