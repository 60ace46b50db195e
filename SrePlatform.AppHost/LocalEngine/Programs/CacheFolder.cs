namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>
/// The folder that fetched programs are kept in. Entries appear whole or not at all: they are put together in a folder of their own and
/// renamed into place, by one process at a time.
/// </summary>
internal sealed class CacheFolder(string root, TimeProvider time)
{
    private const UnixFileMode ReadableByAll = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode EnterableByAll = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly TimeSpan _lockPoll = TimeSpan.FromMilliseconds(200);

    public string Root { get; } = Path.GetFullPath(root);

    private string Unfinished => Path.Combine(Root, "unfinished");

    private string Discarded => Path.Combine(Root, "discarded");

    public string Entry(string name) => Path.Combine(Root, name);

    /// <summary>Waits until no other process works on the cache; <paramref name="onWait"/> is called once if that takes a while.</summary>
    public async Task<IDisposable> LockAsync(Action onWait, CancellationToken cancellationToken)
    {
        CreateFolder(Root);
        using var timer = new PeriodicTimer(_lockPoll, time);
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(Entry("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException) when (Directory.Exists(Root))
            {
                if (!told)
                {
                    onWait();
                }

                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    /// <summary>An empty folder to put an entry together in; what earlier, interrupted runs left is removed. Call it under the lock.</summary>
    public string StartEntry(string name)
    {
        Empty(Unfinished);
        Empty(Discarded);
        var folder = Path.Combine(Unfinished, name);
        CreateFolder(folder);
        return folder;
    }

    /// <summary>Moves a finished entry into place, instead of what was there, readable and executable for every user of the machine.</summary>
    public void FinishEntry(string unfinished, string name)
    {
        OpenToAll(unfinished);
        if (Directory.Exists(Entry(name)))
        {
            // Renamed, then removed: an interruption must not leave half an entry under its name.
            CreateFolder(Discarded);
            Directory.Move(Entry(name), Path.Combine(Discarded, name));
        }

        Directory.Move(unfinished, Entry(name));
        Empty(Discarded);
    }

    /// <summary>The first folder above (or at) <paramref name="path"/> that other users cannot enter; null when they can reach it.</summary>
    public static string? FirstFolderClosedToOthers(string path)
    {
        for (var folder = new DirectoryInfo(Path.GetFullPath(path)); folder is not null; folder = folder.Parent)
        {
            // The mode of a symbolic link is that of what it points to.
            if (folder.Exists && !File.GetUnixFileMode(folder.FullName).HasFlag(UnixFileMode.OtherExecute))
            {
                return folder.FullName;
            }
        }

        return null;
    }

    private static void Empty(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CreateFolder(string path)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists)
        {
            CreateFolder(folder.Parent!.FullName);
            folder.Create();
            folder.UnixFileMode |= ReadableByAll | EnterableByAll;
        }
    }

    private static void OpenToAll(string folder)
    {
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | ReadableByAll | EnterableByAll);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var executable = entry is DirectoryInfo || entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute);
            entry.UnixFileMode |= executable ? ReadableByAll | EnterableByAll : ReadableByAll;
        }
    }
}
