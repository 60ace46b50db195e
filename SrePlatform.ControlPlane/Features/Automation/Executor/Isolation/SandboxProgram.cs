namespace SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

/// <summary>A program that nobody trusts, and what it may use.</summary>
/// <param name="Command">The program and its arguments, each one as it is: no shell reads them.</param>
/// <param name="Text">What is put at <see cref="SandboxCommand.ScriptPath"/>.</param>
internal sealed record SandboxProgram(IReadOnlyList<string> Command, string Text)
{
    /// <summary>All of its environment besides where programs are found; secrets come here.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Memory of all its processes together.</summary>
    public int MemoryMegabytes { get; init; } = 256;

    /// <summary>Whether each process is held to an address space; programs that reserve far more than they use are not.</summary>
    public bool LimitAddressSpace { get; init; } = true;

    /// <summary>Processes and threads at once.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>What it may write, in memory that is gone afterwards.</summary>
    public int DiskMegabytes { get; init; } = 64;

    /// <summary>Seconds of processor time of one process.</summary>
    public int ProcessorSeconds { get; init; } = 3600;
}

/// <summary>Why a program is over.</summary>
internal enum SandboxEnding
{
    Exited,
    MemoryLimit,
    OutputLimit,
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its own; above 128 it was a signal.</param>
internal sealed record SandboxEnd(SandboxEnding Ending, int ExitCode);
