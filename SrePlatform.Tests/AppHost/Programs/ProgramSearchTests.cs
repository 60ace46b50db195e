#if LOCAL_ENGINE
using SrePlatform.AppHost.LocalEngine.Programs;
using Xunit;

namespace SrePlatform.Tests.AppHost.Programs;

[Trait("Category", "Unit")]
public sealed class ProgramSearchTests : IDisposable
{
    private readonly ScratchCache _scratch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task An_installed_program_that_runs_is_taken_and_one_that_does_not_is_passed_over()
    {
        Install("broken/vmalert", "exit 3");
        var good = Install("good/vmalert", "echo vmalert 1.79");
        var store = _scratch.Store(new ProgramSearch([Folder("broken"), Folder("good")], []));

        Assert.Equal(good, await store.FindAsync("vmalert", Cancellation));
        Assert.Empty(_scratch.Said);
    }

    [Fact]
    public async Task The_projects_own_name_of_a_program_is_known_too()
    {
        var upstream = Install("bin/node_exporter", "echo 1.8");

        Assert.Equal(upstream, await _scratch.Store(new ProgramSearch([Folder("bin")], [])).FindAsync("prometheus-node-exporter", Cancellation));
    }

    [Fact]
    public async Task The_newest_PostgreSQL_is_taken_unless_the_data_needs_another()
    {
        InstallPostgres("9");
        InstallPostgres("15");
        InstallPostgres("17");
        var store = _scratch.Store(new ProgramSearch([], [Folder("postgresql")]));

        Assert.Equal(Folder("postgresql/17/bin"), await store.FindPostgresAsync(null, Cancellation));
        Assert.Equal(Folder("postgresql/15/bin"), await store.FindPostgresAsync("15", Cancellation));
    }

    [Fact]
    public async Task A_PostgreSQL_that_the_other_user_cannot_reach_is_passed_over()
    {
        InstallPostgres("15");
        InstallPostgres("17");
        File.SetUnixFileMode(Folder("postgresql/17"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var store = new ProgramStore(
            _scratch.Folder, _scratch, new ProgramStoreOptions { Search = new ProgramSearch([], [Folder("postgresql")]), PostgresRunsAsOtherUser = true });

        Assert.Equal(Folder("postgresql/15/bin"), await store.FindPostgresAsync(null, Cancellation));
    }

    [Fact]
    public async Task An_unknown_program_that_is_not_installed_is_refused_with_the_folders_looked_in()
    {
        var store = _scratch.Store(new ProgramSearch([Folder("bin")], []));

        var refusal = await Assert.ThrowsAsync<ProgramNotFoundException>(() => store.FindAsync("teapot", Cancellation));

        Assert.Contains(Folder("bin"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("put it on PATH", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_brought_its_own_libraries_finds_them_wherever_its_folder_is_moved()
    {
        var package = new ProgramPackage("teapot", "usr/bin", ["teapot"]);
        Install("unfinished/usr/bin/teapot", "echo \"$LD_LIBRARY_PATH\" \"$@\"");
        Install("unfinished/usr/lib/x86_64-linux-gnu/libtea.so.1", "");

        package.WriteLaunchers(Folder("unfinished"));
        Directory.Move(Folder("unfinished"), Folder("finished"));
        var result = await ScratchCache.RunAsync(Path.Combine(package.BinIn(Folder("finished")), "teapot"), "two cups");

        Assert.Equal($"{Folder("finished")}/usr/lib/x86_64-linux-gnu two cups\n", result.Output);
    }

    private string Folder(string name) => Path.Combine(_scratch.Folder, "installed", name);

    private void InstallPostgres(string major)
    {
        foreach (var program in PostgresPrograms.All)
        {
            Install($"postgresql/{major}/bin/{program}", $"echo '{program} (PostgreSQL) {major}.4'");
        }
    }

    private string Install(string path, string script)
    {
        var file = Folder(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        return file;
    }
}
#endif
