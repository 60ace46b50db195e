namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>Brings Debian packages into the cache as working programs. Its methods are called under the cache's lock.</summary>
internal sealed class PackageFetch(CacheFolder cache, ProgramCheck check, AptPackages apt)
{
    /// <summary>The folder of the package's programs, fetched unless they are there and run; null with the reason in <paramref name="tried"/>.</summary>
    public async Task<string?> DebianAsync(ProgramPackage package, List<string> tried, CancellationToken cancellationToken)
    {
        var finished = cache.Entry(package.Name);
        if (await ProblemAsync(package, finished, cancellationToken) is null)
        {
            return package.BinIn(finished);
        }

        if (!AptPackages.IsAvailable())
        {
            tried.Add($"fetching the package {package.Name}: this machine has no apt-get and dpkg");
            return null;
        }

        var unfinished = cache.StartEntry(package.Name);
        var problem = await apt.UnpackAsync([package.Name], unfinished, cancellationToken);
        if (problem is null)
        {
            problem = await ProblemAsync(package, unfinished, cancellationToken);
            if (problem is not null)
            {
                problem = await AddLibrariesAsync(package, unfinished, cancellationToken) ?? await ProblemAsync(package, unfinished, cancellationToken);
            }
        }

        if (problem is not null)
        {
            tried.Add(problem);
            return null;
        }

        cache.FinishEntry(unfinished, package.Name);
        return package.BinIn(finished);
    }

    /// <summary>A PostgreSQL server from Debian's packages: of that major version, else the one that the distribution has.</summary>
    public async Task<string?> DebianPostgresAsync(string? requiredMajor, List<string> tried, CancellationToken cancellationToken)
    {
        var name = requiredMajor is not null ? $"postgresql-{requiredMajor}"
            : AptPackages.IsAvailable() ? await apt.NewestPostgresAsync(cancellationToken)
            : null;
        if (name is null)
        {
            tried.Add("fetching the package postgresql: apt-get does not know it, or is not here");
            return null;
        }

        var bin = await DebianAsync(ProgramPackage.Postgres(name), tried, cancellationToken);
        if (bin is not null && (await check.AskPostgresAsync(bin, requiredMajor, cancellationToken)).Problem is { } problem)
        {
            tried.Add($"{bin}, which {problem}");
            return null;
        }

        return bin;
    }

    /// <summary>The package's programs want libraries that are not installed: unpack what an installation would bring along.</summary>
    private async Task<string?> AddLibrariesAsync(ProgramPackage package, string folder, CancellationToken cancellationToken)
    {
        var missing = await apt.MissingDependenciesAsync(package.Name, cancellationToken);
        var problem = missing.Count == 0 ? null : await apt.UnpackAsync(missing, folder, cancellationToken);
        if (problem is null)
        {
            package.WriteLaunchers(folder);
        }

        return problem;
    }

    private async Task<string?> ProblemAsync(ProgramPackage package, string folder, CancellationToken cancellationToken)
    {
        foreach (var program in package.Programs)
        {
            var file = Path.Combine(package.BinIn(folder), program);
            if ((await check.AskAsync(file, cancellationToken)).Problem is { } problem)
            {
                return $"{file}, which {problem}";
            }
        }

        return null;
    }
}
