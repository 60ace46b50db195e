using System.Reflection;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Runs an app host's entry point up to the call of Build, and takes the builder from it.</summary>
internal sealed class EntryPointCapture(IReadOnlyList<string> arguments)
{
    private static readonly AsyncLocal<EntryPointCapture?> CurrentCapture = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _taken = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The capture that the running entry point belongs to, if any.</summary>
    public static EntryPointCapture? Current => CurrentCapture.Value;

    /// <summary>Arguments that come after the entry point's own.</summary>
    public IReadOnlyList<string> Arguments { get; } = arguments;

    public static async Task<DistributedApplicationBuilder> RunAsync(Assembly assembly, string[] args, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        var entry = assembly.EntryPoint ?? throw new DistributedApplicationException($"'{assembly.GetName().Name}' has no entry point.");
        var capture = new EntryPointCapture(more);
        var running = Task.Run(
            () =>
            {
                CurrentCapture.Value = capture;
                try
                {
                    entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [args]);
                    capture._taken.TrySetException(new DistributedApplicationException("The entry point ended without a call of Build."));
                }
                catch (TargetInvocationException exception) when (exception.InnerException is BuilderTakenException)
                {
                    // The test goes on from here.
                }
                catch (TargetInvocationException exception)
                {
                    capture._taken.TrySetException(exception.InnerException!);
                }
            },
            cancellationToken);
        await running;
        return await capture._taken.Task.WaitAsync(cancellationToken);
    }

    public void Take(DistributedApplicationBuilder builder)
    {
        _taken.TrySetResult(builder);
        throw new BuilderTakenException();
    }

    private sealed class BuilderTakenException : Exception;
}
