namespace SrePlatform.AppHost.LocalEngine.Processes;

/// <summary>A process to start, and how it ends.</summary>
internal sealed record ProcessPlan(string FileName, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string WorkingDirectory)
{
    /// <summary>Asks the process to end.</summary>
    public UnixSignal StopSignal { get; init; } = UnixSignal.Terminate;

    /// <summary>Sent by the kernel when the app host dies without a chance to stop its parts.</summary>
    public UnixSignal ParentDeathSignal { get; init; } = UnixSignal.Kill;

    /// <summary>How long the process may take to end before it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>The user and group to run as; the app host's own when null.</summary>
    public int? UserId { get; init; }
}
