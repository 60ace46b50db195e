namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>Lets a test end a run where a killed process would have: whatever it throws is treated as the end of the process.</summary>
internal sealed class RunFailpoint
{
    /// <summary>Called after each step with its key.</summary>
    public Func<string, CancellationToken, Task> Reached { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Thrown in place of a SIGKILL: nothing is cleaned up.</summary>
    internal sealed class ProcessEndedException : Exception;
}
