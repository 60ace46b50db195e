using Npgsql;

namespace SrePlatform.Tests.Infrastructure;

/// <summary>A test's own database.</summary>
public sealed class TestDatabase(PostgresServer server, string adminConnectionString) : IAsyncDisposable
{
    /// <summary>The administrator's connection, for arranging and asserting.</summary>
    public string AdminConnectionString { get; } = adminConnectionString;

    /// <summary>The connection of a login role.</summary>
    public string ConnectionStringOf(string role, string password) =>
        new NpgsqlConnectionStringBuilder(AdminConnectionString) { Username = role, Password = password }.ConnectionString;

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task<int> ExecuteAsync(string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync() => await server.DropAsync(AdminConnectionString);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
#pragma warning disable CA2100 // Tests' own statements.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
