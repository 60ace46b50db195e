namespace SrePlatform.AppHost.LocalEngine;

/// <summary>What is being done with the model.</summary>
public sealed class DistributedApplicationExecutionContext
{
    /// <summary>Whether the application is being run.</summary>
    public bool IsRunMode { get; } = true;

    /// <summary>Whether the application is being published.</summary>
    public bool IsPublishMode { get; }
}

/// <summary>Collects environment variables.</summary>
public sealed class EnvironmentCallbackContext(
    DistributedApplicationExecutionContext executionContext,
    Dictionary<string, object>? environmentVariables = null,
    CancellationToken cancellationToken = default)
{
    /// <summary>For the variables of a resource.</summary>
    public EnvironmentCallbackContext(
        DistributedApplicationExecutionContext executionContext,
        IResource resource,
        Dictionary<string, object>? environmentVariables = null,
        CancellationToken cancellationToken = default)
        : this(executionContext, environmentVariables, cancellationToken) => Resource = resource;

    /// <summary>The resource, where it is known.</summary>
    public IResource? Resource { get; }

    /// <summary>The variables so far: text or values known later.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; } = environmentVariables ?? [];

    /// <summary>What is being done with the model.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Cancels the collection.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}

/// <summary>Adds environment variables to a resource.</summary>
public sealed class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Adds the variables.</summary>
    public Func<EnvironmentCallbackContext, Task> Callback { get; } = callback;
}

/// <summary>Collects command line arguments.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>The arguments so far: text or values known later.</summary>
    public IList<object> Args { get; } = args;

    /// <summary>Cancels the collection.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}

/// <summary>Adds command line arguments to a resource.</summary>
public sealed class CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Adds the arguments.</summary>
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; } = callback;
}

/// <summary>What a resource waits for.</summary>
public enum WaitType
{
    /// <summary>Until the other is running and healthy.</summary>
    WaitUntilHealthy,

    /// <summary>Until the other has ended.</summary>
    WaitForCompletion,

    /// <summary>Until the other has been started.</summary>
    WaitUntilStarted,
}

/// <summary>A resource waits for another.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The other.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What for.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>The exit code that counts as success.</summary>
    public int ExitCode { get; } = exitCode;
}

/// <summary>A resource is healthy when this says so.</summary>
public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    /// <summary>The name of the check.</summary>
    public string Key { get; } = key;
}

/// <summary>Which parameters were read, to show what a resource depends on.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>What the other is to this one, such as <c>Reference</c>.</summary>
    public string Type { get; } = type;
}

/// <summary>The resource runs as a user of its own where the app host may choose: as root.</summary>
internal sealed class OwnUserAnnotation(int userId) : IResourceAnnotation
{
    /// <summary>The user and its group.</summary>
    public int UserId { get; } = userId;
}
