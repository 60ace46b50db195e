using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>
/// Packages of Debian and Ubuntu without root: apt's own download with package lists, state and cache in a private folder, then
/// unpacked beside each other. The sources, keys and proxies are those of the machine.
/// </summary>
internal sealed partial class AptPackages(CacheFolder cache, IReadOnlyDictionary<string, string> environment, IProgress<string> progress)
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(5);

    /// <summary>True when this machine has apt and dpkg.</summary>
    public static bool IsAvailable() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Linux) && File.Exists("/usr/bin/apt-get") && File.Exists("/usr/bin/dpkg");

    /// <summary>Downloads the packages and unpacks them into <paramref name="folder"/>; null, or why it did not work.</summary>
    public async Task<string?> UnpackAsync(IReadOnlyList<string> packages, string folder, CancellationToken cancellationToken)
    {
        var update = await UpdateAsync(cancellationToken);
        progress.Report($"downloading {string.Join(", ", packages)} with apt-get");
        var downloads = Path.Combine(folder, "downloads");
        Directory.CreateDirectory(downloads);
        var download = await RunAsync("apt-get", ["-q", "download", .. packages], downloads, cancellationToken);
        if (!download.Succeeded)
        {
            return update.Error.Length == 0 ? download.Explain() : $"{update.Explain()}{Environment.NewLine}    then {download.Explain()}";
        }

        foreach (var file in Directory.EnumerateFiles(downloads, "*.deb"))
        {
            var unpack = await RunAsync("dpkg", ["-x", file, folder], downloads, cancellationToken);
            if (!unpack.Succeeded)
            {
                return unpack.Explain();
            }
        }

        Directory.Delete(downloads, recursive: true);
        return null;
    }

    /// <summary>The packages that an installation of <paramref name="package"/> would bring to this machine besides itself.</summary>
    public async Task<IReadOnlyList<string>> MissingDependenciesAsync(string package, CancellationToken cancellationToken)
    {
        var plan = await RunAsync("apt-get", ["-y", "--no-install-recommends", "--print-uris", "install", package], cache.Root, cancellationToken);
        return [.. PlannedFile().Matches(plan.Output).Select(match => match.Groups[1].Value).Where(name => name != package).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The package of the newest PostgreSQL server here, such as <c>postgresql-15</c>; null when there is none.</summary>
    public async Task<string?> NewestPostgresAsync(CancellationToken cancellationToken)
    {
        await UpdateAsync(cancellationToken);
        var depends = await RunAsync("apt-cache", ["depends", "postgresql"], cache.Root, cancellationToken);
        return PostgresPackage().Match(depends.Output) is { Success: true } match ? match.Value : null;
    }

    private Task<CommandResult> UpdateAsync(CancellationToken cancellationToken)
    {
        progress.Report("reading the package lists");
        // Its exit code says little: one unreachable source, or a hook that wants root, does not matter when the download works.
        return RunAsync("apt-get", ["-q", "update"], cache.Root, cancellationToken);
    }

    private Task<CommandResult> RunAsync(string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken)
    {
        var apt = cache.Entry("apt");
        foreach (var needed in new[] { "lists/partial", "archives/partial", "state" })
        {
            Directory.CreateDirectory(Path.Combine(apt, needed));
        }

        string[] options = program == "dpkg"
            ? []
            : [
                "-o", $"Dir::State={apt}/state",
                "-o", $"Dir::State::Lists={apt}/lists",
                "-o", "Dir::State::status=/var/lib/dpkg/status",
                "-o", $"Dir::Cache={apt}",
                "-o", $"Dir::Log={apt}",
                "-o", "APT::Sandbox::User=root",
                "-o", "Acquire::Languages=none",
                "-o", "Acquire::Retries=2",
                "-o", "Acquire::http::Timeout=30",
                "-o", "Debug::NoLocking=1",
            ];
        return Command.RunAsync(program, [.. options, .. arguments], new CommandOptions(_limit, environment, folder), cancellationToken);
    }

    [GeneratedRegex(@"^'[^']+' ([a-z0-9][a-z0-9+.-]+)_", RegexOptions.Multiline)]
    private static partial Regex PlannedFile();

    [GeneratedRegex(@"postgresql-\d+")]
    private static partial Regex PostgresPackage();
}
