using Npgsql;

namespace SrePlatform.ControlPlane.Persistence;

/// <summary>The login roles this service owns, created without any right to define data.</summary>
internal static class DatabaseRoles
{
    public const string ControlPlane = "control_plane";
    public const string Executor = "executor";
    public const string Grafana = "grafana_ro";

    public static readonly IReadOnlyList<string> Owned = [ControlPlane, Executor, Grafana];

    /// <summary>Creates missing roles and sets the configured passwords; a role without a password cannot log in.</summary>
    public static async Task EnsureAsync(NpgsqlConnection connection, IConfiguration configuration, CancellationToken cancellationToken)
    {
        foreach (var role in Owned)
        {
            // Roles belong to the server: who makes another database's at the same time may be first.
            await ExecuteFormattedAsync(
                connection,
                """
                SELECT format($sql$DO $do$ BEGIN CREATE ROLE %1$I NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT;
                       EXCEPTION WHEN duplicate_object OR unique_violation THEN ALTER ROLE %1$I NOSUPERUSER NOCREATEDB NOCREATEROLE; END $do$ $sql$, $1)
                """,
                [role],
                cancellationToken);
            if (configuration[$"Database:Roles:{role}"] is { Length: > 0 } password)
            {
                await ExecuteFormattedAsync(connection, "SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', $1, $2)", [role, password], cancellationToken);
            }
        }

        await LimitAsync(connection, cancellationToken);
    }

    /// <summary>What a session may hold on to: a statement or a lock that takes longer is a defect, and must not take others with it.</summary>
    private static async Task LimitAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var setting in new[] { "statement_timeout = '60s'", "lock_timeout = '15s'", "idle_in_transaction_session_timeout = '60s'" })
        {
            await ExecuteFormattedAsync(connection, "SELECT format('ALTER ROLE %I SET ', $1) || $2", [ControlPlane, setting], cancellationToken);
        }
    }

    /// <summary>Role statements take no parameters, so the server quotes the values first.</summary>
    private static async Task ExecuteFormattedAsync(NpgsqlConnection connection, string select, string[] values, CancellationToken cancellationToken)
    {
        await using var format = new NpgsqlCommand(select, connection);
        foreach (var value in values)
        {
            format.Parameters.Add(new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        }

        var statement = (string)(await format.ExecuteScalarAsync(cancellationToken))!;
#pragma warning disable CA2100 // The statement was quoted by format() on the server.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
