using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Says how a resource becomes a process.</summary>
internal interface ILauncher
{
    /// <summary>Prepares what the process needs and says how to start it.</summary>
    Task<ProcessPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken);
}

/// <summary>The resource is run by this launcher.</summary>
internal sealed record LauncherAnnotation(ILauncher Launcher) : IResourceAnnotation;

/// <summary>The resource does not exist under the local engine, and why.</summary>
internal sealed record NotAvailableAnnotation(string Reason) : IResourceAnnotation;

/// <summary>A check that runs against the started resource.</summary>
internal abstract class LocalHealthCheck(string key) : HealthCheckAnnotation(key)
{
    /// <summary>Null when healthy, else why not.</summary>
    public abstract Task<string?> CheckAsync(CancellationToken cancellationToken);
}
