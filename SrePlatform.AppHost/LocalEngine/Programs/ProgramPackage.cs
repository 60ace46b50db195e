namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>A Debian package that programs come from: its name, which is its entry in the cache, where its programs are, and which.</summary>
internal sealed record ProgramPackage(string Name, string Bin, IReadOnlyList<string> Programs)
{
    private static readonly ProgramPackage _victoriaMetrics = new("victoria-metrics", "usr/bin", ["victoria-metrics", "vmalert"]);
    private static readonly ProgramPackage _nodeExporter = new("prometheus-node-exporter", "usr/bin", ["prometheus-node-exporter"]);

    // Not a part of the platform: benchmarks compare with it.
    private static readonly ProgramPackage _alertmanager = new("prometheus-alertmanager", "usr/bin", ["prometheus-alertmanager"]);

    /// <summary>The package of a program; null for a program that nobody told the store about.</summary>
    public static ProgramPackage? Of(string program) => program switch
    {
        "victoria-metrics" or "vmalert" => _victoriaMetrics,
        "prometheus-node-exporter" => _nodeExporter,
        "prometheus-alertmanager" => _alertmanager,
        _ => null,
    };

    /// <summary>The package of a PostgreSQL server, <c>postgresql-15</c>.</summary>
    public static ProgramPackage Postgres(string package) =>
        new(package, $"usr/lib/postgresql/{package["postgresql-".Length..]}/bin", PostgresPrograms.All);

    /// <summary>What a program may be called: Debian and the projects themselves differ.</summary>
    public static IReadOnlyList<string> NamesOf(string program) => program switch
    {
        "victoria-metrics" => ["victoria-metrics", "victoria-metrics-prod"],
        "vmalert" => ["vmalert", "vmalert-prod"],
        "prometheus-node-exporter" => ["prometheus-node-exporter", "node_exporter"],
        "prometheus-alertmanager" => ["prometheus-alertmanager", "alertmanager"],
        _ => [program],
    };

    /// <summary>Where the programs are to be started from inside an unpacked entry: through scripts when it brought its own libraries.</summary>
    public string BinIn(string folder) => Directory.Exists(Launchers(folder)) ? Launchers(folder) : Path.Combine(folder, Bin);

    /// <summary>
    /// Writes a script per program that adds the libraries unpacked beside it. The scripts replace themselves by the program, so that a
    /// signal reaches it, and find everything relative to themselves, since the entry is moved into place later.
    /// </summary>
    public void WriteLaunchers(string folder)
    {
        var libraries = Directory.EnumerateFiles(folder, "*.so*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, Path.GetDirectoryName(file)!))
            .Where(path => path.EndsWith("-linux-gnu", StringComparison.Ordinal) || path.EndsWith("/lib", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);
        var path = string.Join(':', libraries.Select(library => $"$here/{library}"));
        Directory.CreateDirectory(Launchers(folder));
        foreach (var program in Programs)
        {
            var script = Path.Combine(Launchers(folder), program);
            File.WriteAllText(script, $"""
                #!/bin/sh
                here="$(dirname "$(dirname "$(readlink -f "$0")")")"
                export LD_LIBRARY_PATH="{path}"
                exec "$here/{Bin}/{program}" "$@"

                """);
            File.SetUnixFileMode(script, File.GetUnixFileMode(script) | UnixFileMode.UserExecute);
        }
    }

    private static string Launchers(string folder) => Path.Combine(folder, "launch");
}
