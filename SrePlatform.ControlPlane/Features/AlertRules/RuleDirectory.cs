using System.Globalization;
using System.Runtime.InteropServices;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>
/// The folder that vmalert watches. Each set of rules is a generation folder of its own; the symlink <c>current</c> is moved from one
/// to the next in a single step, so that a reader sees all of one generation or all of the other.
/// </summary>
internal sealed partial class RuleDirectory(string path)
{
    private const string Current = "current";
    private const string Prefix = "gen-";
    private const int Kept = 3;

    /// <summary>vmalert may run as another user.</summary>
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Makes these files the current ones, unless they already are.</summary>
    /// <returns>The number of the new generation, or null if nothing had to be written.</returns>
    public int? Publish(IReadOnlyList<RuleFile> files)
    {
        Folder(path);
        if (IsCurrent(files))
        {
            return null;
        }

        var generation = Generations().LastOrDefault() + 1;
        var folder = Path.Combine(path, NameOf(generation));
        Folder(folder);
        foreach (var file in files)
        {
            var target = Path.Combine(folder, file.Name);
            File.WriteAllText(target, file.Content);
            SetMode(target, FileMode);
        }

        Swap(generation);
        foreach (var old in Generations().Where(number => number <= generation - Kept))
        {
            Directory.Delete(Path.Combine(path, NameOf(old)), recursive: true);
        }

        return generation;
    }

    /// <summary>Whether what vmalert reads now is exactly this.</summary>
    public bool IsCurrent(IReadOnlyList<RuleFile> files)
    {
        var current = Path.Combine(path, Current);
        if (!Directory.Exists(current))
        {
            return false;
        }

        var present = Directory.GetFiles(current);
        return present.Length == files.Count
            && files.All(file => File.Exists(Path.Combine(current, file.Name)) && File.ReadAllText(Path.Combine(current, file.Name)) == file.Content);
    }

    private void Swap(int generation)
    {
        var next = Path.Combine(path, $".{Current}-{generation}");
        File.Delete(next);
        File.CreateSymbolicLink(next, NameOf(generation));
        var current = Path.Combine(path, Current);
        if (OperatingSystem.IsWindows())
        {
            // Windows cannot replace a link in one step; a reader may miss one look at the folder and finds it at the next.
            if (Directory.Exists(current))
            {
                Directory.Delete(current);
            }

            Directory.Move(next, current);
        }
        else if (Rename(next, current) != 0)
        {
            throw new IOException($"{current} could not be replaced: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private IEnumerable<int> Generations() =>
        Directory.GetDirectories(path, Prefix + "*")
            .Select(folder => int.TryParse(Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .Order();

    private static string NameOf(int generation) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{generation:D6}");

    private static void Folder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            SetMode(folder, FolderMode);
        }
    }

    private static void SetMode(string target, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target, mode);
        }
    }

    /// <summary>rename(2): the one call that replaces a symlink without a moment in which there is none.</summary>
    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);
}
