using Microsoft.Extensions.Configuration;

namespace SrePlatform.AppHost;

/// <summary>Where the platform keeps what must survive a restart: <c>--data</c>, <c>SRE_PLATFORM_DATA</c>, or a folder per user.</summary>
internal sealed class DataFolder(string path)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The full path.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>The folder that the settings ask for.</summary>
    public static DataFolder Of(IConfiguration configuration)
    {
        var chosen = configuration["data"] ?? configuration["SRE_PLATFORM_DATA"];
        return new DataFolder(string.IsNullOrWhiteSpace(chosen) ? Default : chosen);
    }

    /// <summary>A folder inside, made if it is missing.</summary>
    public string Folder(string name)
    {
        Create(Path, passable: true);
        return Create(System.IO.Path.Combine(Path, name));
    }

    /// <summary>A file inside; its folder is made if it is missing.</summary>
    public string File(string name)
    {
        var file = System.IO.Path.Combine(Path, name);
        Create(Path, passable: true);
        Create(System.IO.Path.GetDirectoryName(file)!);
        return file;
    }

    /// <summary>A file inside that parts of other users read; its folder is made if it is missing.</summary>
    public string SharedFile(string name)
    {
        var file = File(name);
        if (!OperatingSystem.IsWindows() && Environment.UserName == "root")
        {
            System.IO.File.SetUnixFileMode(System.IO.Path.GetDirectoryName(file)!, Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        return file;
    }

    private static string Default =>
        OperatingSystem.IsLinux() && Environment.UserName == "root"
            ? "/var/lib/sre-platform"
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "sre-platform");

    private static string Create(string folder, bool passable = false)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else if (!Directory.Exists(folder))
        {
            // PostgreSQL runs as another user when the app host runs as root: it must be able to pass, not to look.
            Directory.CreateDirectory(folder, passable && Environment.UserName == "root" ? Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : Owner);
        }

        return folder;
    }
}
