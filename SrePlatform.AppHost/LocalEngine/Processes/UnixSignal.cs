using System.Runtime.InteropServices;

namespace SrePlatform.AppHost.LocalEngine.Processes;

/// <summary>The signals that parts are ended with.</summary>
internal enum UnixSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>The few system calls that .NET does not wrap.</summary>
internal static class Unix
{
    /// <summary>The user that PostgreSQL runs as when the app host runs as root: <c>nobody</c>.</summary>
    public const int Nobody = 65534;

    public static bool IsRoot { get; } = geteuid() == 0;

    public static int ParentProcessId => getppid();

    /// <summary>Signals a process; false if there is none.</summary>
    public static bool Signal(int processId, UnixSignal signal) => kill(processId, (int)signal) == 0;

    /// <summary>Signals a process and everything it started.</summary>
    public static bool SignalGroup(int processId, UnixSignal signal) => kill(-processId, (int)signal) == 0;

    /// <summary>Whether a process exists.</summary>
    public static bool Exists(int processId) => kill(processId, 0) == 0;

    /// <summary>Gives a file to a user; false if that is not allowed.</summary>
    public static bool ChangeOwner(string path, int userId) => chown(path, userId, userId) == 0;

#pragma warning disable SYSLIB1054, CA2101 // LibraryImport needs unsafe code for the same calls.
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int sig);

    [DllImport("libc", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int chown(string path, int owner, int group);

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int geteuid();

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int getppid();
#pragma warning restore SYSLIB1054, CA2101
}
