#if LOCAL_ENGINE
using SrePlatform.AppHost.LocalEngine.Programs;
using Xunit;

namespace SrePlatform.Tests.AppHost.Programs;

[Trait("Category", "EndToEnd")]
public sealed class ProgramStoreTests : IDisposable
{
    private static readonly ProgramSearch _nothingInstalled = new([], []);
    private readonly ScratchCache _cache = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _cache.Dispose();

    [Fact]
    public async Task Fetches_what_is_not_installed_and_what_it_fetched_runs()
    {
        var store = _cache.Store(_nothingInstalled);

        foreach (var program in new[] { "victoria-metrics", "vmalert", "prometheus-node-exporter" })
        {
            var path = await store.FindAsync(program, Cancellation);

            Assert.StartsWith(_cache.Folder, path, StringComparison.Ordinal);
            Assert.True((await ScratchCache.RunAsync(path, "--version")).Succeeded);
        }

        Assert.Single(_cache.Said, line => line.Contains("downloading victoria-metrics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fetches_a_PostgreSQL_that_makes_a_database_as_an_unprivileged_user()
    {
        var bin = await _cache.Store(_nothingInstalled).FindPostgresAsync("18", Cancellation);

        Assert.Equal("18", await MajorOfNewDatabaseAsync(bin));
    }

    [Fact]
    public async Task Without_npm_the_distributions_PostgreSQL_is_fetched()
    {
        var noNpm = new Dictionary<string, string> { ["npm_config_registry"] = ScratchCache.NoNetwork["npm_config_registry"] };
        var bin = await _cache.Store(_nothingInstalled, noNpm).FindPostgresAsync(null, Cancellation);

        Assert.Contains("/postgresql-", bin, StringComparison.Ordinal);
        Assert.Contains($"/postgresql-{await MajorOfNewDatabaseAsync(bin)}/", bin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stores_on_one_cache_fetch_once_and_a_broken_entry_is_fetched_again()
    {
        var paths = await Task.WhenAll(
            _cache.Store(_nothingInstalled).FindAsync("prometheus-node-exporter", Cancellation),
            _cache.Store(_nothingInstalled).FindAsync("prometheus-node-exporter", Cancellation));

        Assert.Equal(paths[0], paths[1]);
        Assert.Single(_cache.Downloads);

        await File.WriteAllTextAsync(paths[0], "half a download", Cancellation);
        var again = await _cache.Store(_nothingInstalled).FindAsync("prometheus-node-exporter", Cancellation);

        Assert.Equal(paths[0], again);
        Assert.Equal(2, _cache.Downloads.Count());
        Assert.True((await ScratchCache.RunAsync(again, "--version")).Succeeded);
    }

    [Fact]
    public async Task Without_a_network_the_failure_says_what_was_tried_and_what_to_install()
    {
        var store = _cache.Store(_nothingInstalled, ScratchCache.NoNetwork);

        var metrics = await Assert.ThrowsAsync<ProgramNotFoundException>(() => store.FindAsync("victoria-metrics", Cancellation));
        var postgres = await Assert.ThrowsAsync<ProgramNotFoundException>(() => store.FindPostgresAsync(null, Cancellation));

        Assert.Contains("victoria-metrics-prod", metrics.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get", metrics.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install victoria-metrics", metrics.Message, StringComparison.Ordinal);
        Assert.Contains("universe", metrics.Message, StringComparison.Ordinal);
        Assert.Contains("-p:AppHostEngine=aspire", metrics.Message, StringComparison.Ordinal);
        Assert.Contains("npm", postgres.Message, StringComparison.Ordinal);
        Assert.Contains("sudo apt-get install postgresql", postgres.Message, StringComparison.Ordinal);
    }

    private async Task<string> MajorOfNewDatabaseAsync(string bin)
    {
        var data = Path.Combine(_cache.Folder, "data");
        Directory.CreateDirectory(data);
        var made = await (Environment.IsPrivilegedProcess
            ? ScratchCache.RunAsync("/bin/sh", "-c", $"chown 65534:65534 '{data}' && exec setpriv --reuid=65534 --regid=65534 --clear-groups '{bin}/initdb' -D '{data}' -U admin --no-sync")
            : ScratchCache.RunAsync($"{bin}/initdb", "-D", data, "-U", "admin", "--no-sync"));
        Assert.True(made.Succeeded, made.Explain());
        return (await File.ReadAllTextAsync(Path.Combine(data, "PG_VERSION"), Cancellation)).Trim();
    }
}
#endif
