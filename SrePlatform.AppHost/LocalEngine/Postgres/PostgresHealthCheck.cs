using Npgsql;

namespace SrePlatform.AppHost.LocalEngine.Postgres;

/// <summary>Healthy once the server answers its administrator and has all databases of the model.</summary>
internal sealed class PostgresHealthCheck(PostgresServerResource server) : LocalHealthCheck($"{server.Name}_check")
{
    private bool _databasesExist;

    public override async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(await server.ConnectionStringExpression.GetValueAsync(cancellationToken))
            {
                Database = "postgres",
                Pooling = false,
                Timeout = 3,
            };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            if (!_databasesExist)
            {
                await CreateDatabasesAsync(connection, cancellationToken);
                _databasesExist = true;
            }

            return null;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return "PostgreSQL refuses the password in secrets.json: restore that file, or delete the data folder to begin anew";
        }
        catch (NpgsqlException exception)
        {
            return exception.Message;
        }
    }

    private async Task CreateDatabasesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var database in server.Databases.Values)
        {
            await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
            if (await exists.ExecuteScalarAsync(cancellationToken) is null)
            {
                var quoted = "\"" + database.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
                await using var create = new NpgsqlCommand($"create database {quoted}", connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }
}
