using System.Globalization;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine.Postgres;

/// <summary>The files of a PostgreSQL server. PostgreSQL refuses to run as root, so root's server runs as nobody.</summary>
internal sealed class PostgresCluster(PostgresServerResource server, string binaries, string folder)
{
    private readonly int? _user = Unix.IsRoot ? Unix.Nobody : null;

    private string Data => Path.Combine(folder, "data");

    /// <summary>Makes the files beside their final place, so that a start that was cut short leaves nothing half-made.</summary>
    public async Task CreateAsync(ProcessSpawner spawner, CancellationToken cancellationToken)
    {
        var unfinished = Path.Combine(folder, "data.new");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        GiveAway(folder);
        var password = Path.Combine(folder, "password");
        await WritePrivateAsync(password, await server.PasswordParameter.GetValueAsync(cancellationToken) ?? "", cancellationToken);
        try
        {
            GiveAway(password);
            List<string> output = [];
            var plan = Plan(Path.Combine(binaries, "initdb"),
            [
                "-D", unfinished, "-U", await server.UserName.GetValueAsync(cancellationToken) ?? "postgres", "--pwfile", password,
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions",
            ]);
            await using var process = await spawner.StartAsync(plan, line =>
            {
                lock (output)
                {
                    output.Add(line);
                }
            });
            if (await process.Exited.WaitAsync(cancellationToken) != 0)
            {
                throw new DistributedApplicationException($"initdb failed in '{folder}': {string.Join(' ', output.TakeLast(5))}{Hint()}");
            }
        }
        finally
        {
            File.Delete(password);
        }

        Directory.Move(unfinished, Data);
    }

    /// <summary>
    /// Removes the lock of a server that was killed. PostgreSQL does so itself unless another process has got the same number since;
    /// the data folder is locked by this app host, so no other server can be using it.
    /// </summary>
    public void RemoveStaleLock()
    {
        var file = Path.Combine(Data, "postmaster.pid");
        if (!File.Exists(file))
        {
            return;
        }

        var first = File.ReadLines(file).FirstOrDefault();
        if (int.TryParse(first, CultureInfo.InvariantCulture, out var process) && !IsServer(process))
        {
            File.Delete(file);
        }
    }

    public ProcessPlan Plan(string program, IReadOnlyList<string> arguments) => new(
        program,
        arguments,
        new Dictionary<string, string> { ["PATH"] = "/usr/local/bin:/usr/bin:/bin", ["LANG"] = "C.UTF-8", ["LC_ALL"] = "C.UTF-8", ["TZ"] = "UTC" },
        "/")
    {
        UserId = _user,
    };

    private static bool IsServer(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cmdline").Contains("postgres", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static async Task WritePrivateAsync(string file, string text, CancellationToken cancellationToken)
    {
        File.Delete(file);
        await using var stream = new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        await using var writer = new StreamWriter(stream);
        await writer.WriteLineAsync(text.AsMemory(), cancellationToken);
    }

    private void GiveAway(string path)
    {
        if (_user is { } user && !Unix.ChangeOwner(path, user))
        {
            throw new DistributedApplicationException($"'{path}' cannot be given to the user that PostgreSQL runs as.");
        }
    }

    private string Hint() => _user is null ? "" : " As root, PostgreSQL runs as nobody: every folder above the data folder must let others pass (for example not under /root); choose one with --data.";
}
