namespace SrePlatform.ControlPlane.Platform.Files;

/// <summary>Files of keys. They are written aside and moved, so that nobody reads half of one and those who start together end with one.</summary>
internal static class KeyFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The bytes of a file that only its owner can read; made first, with its folder, if it is not there.</summary>
    public static byte[] ReadOrMake(string path, Func<byte[]> make)
    {
        if (!File.Exists(path))
        {
            Write(path, make(), OwnerOnly, overwrite: false);
        }

        return File.ReadAllBytes(path);
    }

    /// <summary>Puts a file where everybody can read it, in place of an older one.</summary>
    public static void Publish(string path, byte[] bytes) => Write(path, bytes, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead, overwrite: true);

    private static void Write(string path, byte[] bytes, UnixFileMode mode, bool overwrite)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = path + "." + Guid.NewGuid().ToString("N");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = mode;
        }

        using (var file = new FileStream(aside, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(aside, path, overwrite);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(aside);
        }
    }
}
