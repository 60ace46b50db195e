using System.Globalization;

namespace SrePlatform.ControlPlane.Features.Automation.Executor.Isolation;

/// <summary>Reads /proc. What a namespace of processes leaves behind goes to its first process, so that nothing escapes from the tree.</summary>
internal static class ProcessTree
{
    private static readonly long PageBytes = Environment.SystemPageSize;

    /// <summary>Memory that a process and all below it hold.</summary>
    public static long ResidentBytes(int root)
    {
        var children = new Dictionary<int, List<int>>();
        var resident = new Dictionary<int, long>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(folder) is { } stat)
            {
                resident[id] = stat.Pages * PageBytes;
                (children.TryGetValue(stat.Parent, out var list) ? list : children[stat.Parent] = []).Add(id);
            }
        }

        var sum = 0L;
        var open = new Stack<int>([root]);
        while (open.TryPop(out var id))
        {
            sum += resident.GetValueOrDefault(id);
            children.GetValueOrDefault(id)?.ForEach(open.Push);
        }

        return sum;
    }

    /// <summary>Parent and resident pages; null if it is gone.</summary>
    private static (int Parent, long Pages)? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(folder + "/stat");
            // A name may hold blanks and parentheses; it ends with the last one.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
