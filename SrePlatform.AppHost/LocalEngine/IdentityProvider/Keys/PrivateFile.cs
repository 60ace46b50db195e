namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.Keys;

/// <summary>Files and folders that only their owner can read.</summary>
internal static class PrivateFile
{
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>The file's text; made first, whole or not at all, where there is none.</summary>
    public static string ReadOrCreate(string path, Func<string> content)
    {
        if (!File.Exists(path))
        {
            var unfinished = $"{path}.{Guid.NewGuid():N}";
            using (var writer = new StreamWriter(Open(unfinished, FileMode.CreateNew)))
            {
                writer.Write(content());
            }

            File.Move(unfinished, path, overwrite: false);
        }

        return File.ReadAllText(path);
    }

    public static FileStream Open(string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.Read };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
