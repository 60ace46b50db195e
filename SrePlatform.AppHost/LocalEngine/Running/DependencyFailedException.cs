namespace SrePlatform.AppHost.LocalEngine;

/// <summary>A resource was not started because one that it waits for failed.</summary>
internal sealed class DependencyFailedException(string dependency) : InvalidOperationException($"not started, because '{dependency}' failed")
{
    public string Dependency { get; } = dependency;
}
