namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>Where programs that somebody installed may be: folders that hold them, and folders that hold PostgreSQL by major version.</summary>
internal sealed record ProgramSearch(IReadOnlyList<string> Folders, IReadOnlyList<string> PostgresRoots)
{
    /// <summary>PATH first, then the folders that PATH of an ordinary user or a service often lacks.</summary>
    public static ProgramSearch OfThisMachine()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return new(
            [.. path.Concat(["/usr/local/bin", "/usr/bin", "/usr/sbin", "/usr/local/sbin"]).Distinct(StringComparer.Ordinal)],
            ["/usr/lib/postgresql"]);
    }

    /// <summary>Every existing file with one of these names, best first.</summary>
    public IEnumerable<string> Candidates(IReadOnlyList<string> names) =>
        from folder in Folders
        from name in names
        let file = Path.Combine(folder, name)
        where File.Exists(file)
        select file;

    /// <summary>Every folder that holds a PostgreSQL server, newest major version first.</summary>
    public IEnumerable<string> PostgresCandidates()
    {
        var versioned = PostgresRoots
            .Where(Directory.Exists)
            .SelectMany(root => Directory.EnumerateDirectories(root))
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
            .Select(folder => Path.Combine(folder, "bin"));
        return versioned.Concat(Folders).Where(folder => PostgresPrograms.All.All(name => File.Exists(Path.Combine(folder, name))));
    }
}
