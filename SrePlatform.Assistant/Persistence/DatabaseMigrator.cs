using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace SrePlatform.Assistant.Persistence;

/// <summary>
/// The one-shot <c>--role migrate</c>, run with the administrator's connection: role, schema, tables, views, grants. Running it again
/// changes nothing; two at once take turns.
/// </summary>
internal sealed partial class DatabaseMigrator(AssistantDbContext context, IConfiguration configuration, ILogger<DatabaseMigrator> logger)
{
    private const string Role = "assistant";
    private const long Turn = 0x41737369_73740001;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var administrator = configuration.GetConnectionString("sre")
            ?? throw new InvalidOperationException("The connection string 'sre' is missing: set ConnectionStrings__sre to the administrator's connection.");
        await using var connection = new NpgsqlConnection(administrator);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({Turn})", cancellationToken);
        try
        {
            await CreateRoleAsync(connection, cancellationToken);
            await ExecuteAsync(connection, $"create schema if not exists {AssistantDbContext.Schema}", cancellationToken);
            await ExecuteAsync(connection, "create extension if not exists pg_trgm with schema public", cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
            foreach (var (name, sql) in Scripts())
            {
                await ExecuteAsync(connection, sql, cancellationToken);
                Log.Applied(logger, name);
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({Turn})", CancellationToken.None);
        }

        Log.Ready(logger);
    }

    /// <summary>The service's own login, without the right to define anything; its password follows the configuration.</summary>
    private async Task CreateRoleAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, $"""
            do $$ begin
              create role {Role} login nosuperuser nocreatedb nocreaterole noinherit;
            exception when duplicate_object or unique_violation then
              null; -- roles belong to the server: another database's migration may have made it
            end $$
            """, cancellationToken);
        if (configuration[$"Database:Roles:{Role}"] is { Length: > 0 } password)
        {
            await using var format = new NpgsqlCommand("select format('alter role %I with login password %L', $1::text, $2::text)", connection)
            {
                Parameters = { new() { Value = Role }, new() { Value = password } },
            };
            var statement = (string)(await format.ExecuteScalarAsync(cancellationToken))!;
            await ExecuteAsync(connection, statement, cancellationToken);
        }
    }

    private static IEnumerable<(string Name, string Sql)> Scripts()
    {
        var assembly = typeof(DatabaseMigrator).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Script}.")]
        public static partial void Applied(ILogger logger, string script);

        [LoggerMessage(Level = LogLevel.Information, Message = "The schema 'assistant' is up to date.")]
        public static partial void Ready(ILogger logger);
    }
}
