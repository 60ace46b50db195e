using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>One run of a model: everything that has been started, and how to stop it.</summary>
internal sealed class ApplicationRun : IAsyncDisposable
{
    private readonly IReadOnlyList<IResource> _resources;
    private readonly LaunchContext _context;
    private readonly ResourceNotificationService _notifications;
    private readonly Dictionary<string, (Task Running, CancellationTokenSource Stop)> _runners = [];
    private readonly Dictionary<string, ResourceRunner> _processes = [];
    private readonly Dictionary<string, ResourceLog> _logs = [];
    private bool _stopped;

    public ApplicationRun(IReadOnlyList<IResource> resources, LaunchContext context, ResourceNotificationService notifications)
    {
        (_resources, _context, _notifications) = (resources, context, notifications);
        foreach (var resource in resources)
        {
            _logs[resource.Name] = new ResourceLog(context.Data.File(Path.Combine("logs", resource.Name + ".log")));
        }
    }

    /// <summary>The process of a resource at present; 0 for none.</summary>
    public int ProcessOf(string name) => _processes[name].ProcessId;

    public ResourceLog LogOf(IResource resource) => _logs[resource.Name];

    public void Start()
    {
        foreach (var resource in _resources)
        {
            if (resource.Annotations.OfType<LauncherAnnotation>().FirstOrDefault() is { } launch)
            {
                var runner = new ResourceRunner(
                    resource, launch.Launcher, ExpectedExitCode(resource), _context, _logs[resource.Name], snapshot => Publish(resource, snapshot), _notifications);
                _processes[resource.Name] = runner;
                var stop = new CancellationTokenSource();
                _runners[resource.Name] = (Task.Run(() => runner.RunAsync(stop.Token)), stop);
            }
            else if (resource is not IResourceWithParent)
            {
                var reason = resource.Annotations.OfType<NotAvailableAnnotation>().FirstOrDefault()?.Reason;
                Publish(resource, new CustomResourceSnapshot(KnownResourceStates.Running, HealthStatus.Healthy, Message: reason));
            }
        }
    }

    /// <summary>Stops everything: what waited for others before the others.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        foreach (var level in _runners.Keys.GroupBy(name => Depth(_resources.First(resource => resource.Name == name))).OrderByDescending(group => group.Key))
        {
            await Task.WhenAll(level.Select(async name =>
            {
                await _runners[name].Stop.CancelAsync();
                await _runners[name].Running;
            }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var log in _logs.Values)
        {
            log.Dispose();
        }

        foreach (var (_, stop) in _runners.Values)
        {
            stop.Dispose();
        }
    }

    private void Publish(IResource resource, CustomResourceSnapshot snapshot)
    {
        _notifications.Publish(resource, snapshot);
        foreach (var child in _resources.OfType<IResourceWithParent>().Where(child => child.Parent == resource))
        {
            _notifications.Publish(child, snapshot);
        }
    }

    // What others wait for the completion of is a one-shot; all else runs until it is stopped.
    private int? ExpectedExitCode(IResource resource) => _resources
        .SelectMany(other => other.Annotations.OfType<WaitAnnotation>())
        .FirstOrDefault(wait => wait.Resource == resource && wait.WaitType == WaitType.WaitForCompletion)?.ExitCode;

    private static int Depth(IResource resource) =>
        (resource is IResourceWithParent child ? Depth(child.Parent) : 0)
        + resource.Annotations.OfType<WaitAnnotation>().Select(wait => 1 + Depth(wait.Resource)).DefaultIfEmpty(0).Max();
}
