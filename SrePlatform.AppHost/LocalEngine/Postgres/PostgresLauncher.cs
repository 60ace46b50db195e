using System.Globalization;
using SrePlatform.AppHost.LocalEngine.Processes;

namespace SrePlatform.AppHost.LocalEngine.Postgres;

/// <summary>Runs PostgreSQL from real binaries, on a data folder that is made at the first start.</summary>
internal sealed class PostgresLauncher(PostgresServerResource server) : ILauncher
{
    public async Task<ProcessPlan> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var folder = context.Data.Folder(server.Name);
        var data = Path.Combine(folder, "data");
        var version = Path.Combine(data, "PG_VERSION");
        var major = File.Exists(version) ? (await File.ReadAllTextAsync(version, cancellationToken)).Trim() : null;
        var binaries = await context.Programs.FindPostgresAsync(major, cancellationToken);
        var cluster = new PostgresCluster(server, binaries, folder);
        if (major is null)
        {
            await cluster.CreateAsync(context.Spawner, cancellationToken);
        }

        cluster.RemoveStaleLock();
        return cluster.Plan(Path.Combine(binaries, "postgres"),
        [
            "-D", data,
            "-h", "127.0.0.1",
            "-p", server.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture),
            "-c", "unix_socket_directories=",
            "-c", "max_connections=200",
            "-c", "shared_buffers=64MB",
            "-c", "timezone=UTC",
            "-c", "log_timezone=UTC",
            "-c", "log_checkpoints=off",
        ]) with
        {
            StopSignal = UnixSignal.Interrupt,
            ParentDeathSignal = UnixSignal.Interrupt,
            StopTimeout = TimeSpan.FromSeconds(15),
        };
    }
}
