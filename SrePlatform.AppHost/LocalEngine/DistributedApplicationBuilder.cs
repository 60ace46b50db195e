using System.Collections.ObjectModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>The model, and where its settings and secrets come from.</summary>
internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    public DistributedApplicationBuilder(string[] args, bool testing)
    {
        Testing = testing;
        Configuration.AddEnvironmentVariables().AddCommandLine(args);
        Data = DataFolder.Of(Configuration);
        Secrets = new SecretStore(Data);
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory { get; } = AppHostAssembly.ProjectDirectory;

    public IHostEnvironment Environment { get; } = new LocalEnvironment();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <summary>Whether a test made this builder: ports are random then, and nothing is written to the console.</summary>
    public bool Testing { get; }

    public DataFolder Data { get; }

    public SecretStore Secrets { get; }

    /// <summary>Lines to show once everything is healthy.</summary>
    public List<Func<CancellationToken, Task<string>>> Welcome { get; } = [];

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (Resources.Any(existing => string.Equals(existing.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"There already is a resource named '{resource.Name}'.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        EntryPointCapture.Current?.Take(this);
        return new DistributedApplication(this);
    }

    private sealed class ResourceCollection : Collection<IResource>, IResourceCollection;

    private sealed class LocalEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "SrePlatform.AppHost";

        public string ContentRootPath { get; set; } = AppHostAssembly.ProjectDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
