using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SrePlatform.ControlPlane.Persistence;

/// <summary>
/// The one-shot <c>--role migrate</c>: roles, EF migrations, the SQL beside them (partitions, views, grants), seed rows.
/// Repeatable; replicas that start together take turns under an advisory lock.
/// </summary>
internal sealed partial class DatabaseMigration(IConfiguration configuration, IEnumerable<IDatabaseSeed> seeds, ILogger<DatabaseMigration> logger)
{
    private const long LockKey = 0x5352_4550_0001;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var connectionString = configuration.GetConnectionString("sre")
            ?? throw new InvalidOperationException("The connection string 'sre' is missing: set ConnectionStrings__sre to the administrator's connection.");
        // Not pooled, so that the lock goes with the connection; waiting for one's turn has no time limit.
        await using var turn = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await turn.OpenAsync(cancellationToken);
        await ExecuteAsync(turn, $"SELECT pg_advisory_lock({LockKey})", cancellationToken);

        await DatabaseRoles.EnsureAsync(turn, configuration, cancellationToken);
        await using var context = SreDbContextOptions.Create(connectionString);
        await context.Database.MigrateAsync(cancellationToken);
        foreach (var (name, sql) in Scripts())
        {
            Log.RunningScript(logger, name);
            await ExecuteAsync(turn, sql, cancellationToken);
        }

        foreach (var seed in seeds.OrderBy(seed => seed.Order))
        {
            await context.Database.CreateExecutionStrategy().ExecuteAsync(() => SeedAsync(context, seed, cancellationToken));
        }

        Log.Done(logger);
    }

    /// <summary>One seed in one transaction; tried again as a whole when the connection breaks.</summary>
    private async Task SeedAsync(SreDbContext context, IDatabaseSeed seed, CancellationToken cancellationToken)
    {
        context.ChangeTracker.Clear();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await seed.SeedAsync(context, configuration, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Only this assembly's own scripts.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Applying {Script}.")]
        public static partial void RunningScript(ILogger logger, string script);

        [LoggerMessage(Level = LogLevel.Information, Message = "The schema control is up to date.")]
        public static partial void Done(ILogger logger);
    }
}
