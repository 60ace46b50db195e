using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine;

/// <summary>Whether another user can run a program, and the folder that it gets.</summary>
internal static class OwnUserFiles
{
    /// <summary>True if others can read a file; false where the installation is private, such as under /root.</summary>
    public static bool CanRead(string file) => (File.GetUnixFileMode(file) & UnixFileMode.OtherRead) != 0 && CanPass(file);

    /// <summary>True if others can pass all folders above.</summary>
    public static bool CanPass(string path) => FoldersAbove(path).All(folder => (File.GetUnixFileMode(folder) & UnixFileMode.OtherExecute) != 0);

    /// <summary>Gives a folder, and what is directly inside, to a user.</summary>
    public static void GiveAway(string folder, int userId)
    {
        foreach (var path in Directory.EnumerateFiles(folder).Append(folder))
        {
            if (!Unix.ChangeOwner(path, userId))
            {
                throw new DistributedApplicationException($"'{path}' cannot be given to the user {userId} that its part runs as.");
            }
        }
    }

    private static IEnumerable<string> FoldersAbove(string path)
    {
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
