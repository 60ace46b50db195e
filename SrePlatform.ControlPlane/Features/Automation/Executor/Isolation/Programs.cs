namespace SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

/// <summary>Programs of this machine that a sandbox can see.</summary>
internal static class Programs
{
    /// <summary>Its full path, or null.</summary>
    public static string? Find(string name) => SandboxCommand.Path.Split(':').Select(folder => Path.Combine(folder, name)).FirstOrDefault(Exists);

    /// <summary>Whether a path leads to a file that is also there inside.</summary>
    public static bool Exists(string path)
    {
        try
        {
            return File.Exists(path) && (File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName is not { } target || IsInside(target));
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool IsInside(string path) => new[] { "/usr/", "/bin/", "/sbin/", "/lib/", "/etc/alternatives/" }.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));
}
