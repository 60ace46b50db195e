namespace SrePlatform.Tests.Infrastructure;

/// <summary>Finds the programs of a PostgreSQL on this machine, newest first.</summary>
internal static class PostgresPrograms
{
    public static string Find()
    {
        const string debian = "/usr/lib/postgresql";
        var folders = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0).Select(folder => Path.Combine(folder, "bin"))
            : [];
        return folders
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException("No PostgreSQL was found: install the package postgresql, or set SRE_TEST_POSTGRES to an administrator's connection string.");
    }
}
