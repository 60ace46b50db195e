using System.Reflection;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Where the app host was built, written into it by its project file.</summary>
internal static class AppHostAssembly
{
    /// <summary>The folder of the app host's project.</summary>
    public static string ProjectDirectory { get; } = Metadata("AppHostDirectory");

    /// <summary>The app host's own program.</summary>
    public static string Path { get; } = Metadata("AppHostTarget");

    /// <summary>Why this engine was chosen.</summary>
    public static string EngineReason { get; } = Metadata("AppHostEngineReason");

    /// <summary>The .NET host that runs this process, or the one on PATH.</summary>
    public static string DotNet { get; } =
        System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath!
        : Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } root ? System.IO.Path.Combine(root, "dotnet")
        : "dotnet";

    /// <summary>The output of another project, built beside this one in the same configuration.</summary>
    public static string OutputOf(string projectPath)
    {
        var output = System.IO.Path.GetRelativePath(ProjectDirectory, System.IO.Path.GetDirectoryName(Path)!);
        return System.IO.Path.Combine(System.IO.Path.GetDirectoryName(projectPath)!, output, System.IO.Path.GetFileNameWithoutExtension(projectPath) + ".dll");
    }

    private static string Metadata(string key) =>
        typeof(AppHostAssembly).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == key).Value ?? "";
}
