using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using SrePlatform.Tests.Infrastructure;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace SrePlatform.Tests.Infrastructure;

/// <summary>
/// One real PostgreSQL for the whole test run, started when a test first asks, and a database of its own for each test, copied from
/// a migrated template. <c>SRE_TEST_POSTGRES</c> (an administrator's connection string) uses a running server instead.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private const string Administrator = "postgres";
    private const int NobodyId = 65534;

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly ConcurrentDictionary<string, Lazy<Task>> _templates = new();
    private string? _connectionString;
    private Process? _process;
    private string? _folder;
    private int _databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new database with everything that <paramref name="migrate"/> made in the template.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(string template, Func<string, Task> migrate)
    {
        var server = await StartAsync();
        await _templates.GetOrAdd(template, name => new Lazy<Task>(() => CreateTemplateAsync(server, name, migrate))).Value;
        var database = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(server, $"CREATE DATABASE {database} TEMPLATE {template}_{Environment.ProcessId}");
        return new TestDatabase(this, new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString);
    }

    internal async Task DropAsync(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync(_connectionString!, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    }

    public async ValueTask DisposeAsync()
    {
        _starting.Dispose();
        if (_process is null)
        {
            if (_connectionString is { } server)
            {
                foreach (var template in _templates.Keys)
                {
                    await ExecuteAsync(server, $"DROP DATABASE IF EXISTS {template}_{Environment.ProcessId} WITH (FORCE)");
                }
            }

            return;
        }

        // The shell around the server stops it when its input ends, which also happens if this process dies.
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder!, recursive: true);
    }

    private async Task<string> StartAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _connectionString ??= Environment.GetEnvironmentVariable("SRE_TEST_POSTGRES") is { Length: > 0 } given ? given : await LaunchAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    private async Task<string> LaunchAsync()
    {
        var programs = await PostgresPrograms.FindAsync();
        _folder = Directory.CreateTempSubdirectory("sre-test-pg-").FullName;
        var drop = Environment.UserName == "root" ? $"setpriv --reuid={NobodyId} --regid={NobodyId} --clear-groups" : "";
        var port = FreePort();
        var script = $"""
            set -e
            {(drop.Length > 0 ? $"chown {NobodyId}:{NobodyId} '{_folder}'" : "")}
            {drop} '{programs}/initdb' -D '{_folder}/data' -U {Administrator} --auth=trust --locale=C.UTF-8 -E UTF8 >'{_folder}/initdb.log' 2>&1
            {drop} '{programs}/postgres' -D '{_folder}/data' -p {port} -k '{_folder}' -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c max_connections=200 >'{_folder}/postgres.log' 2>&1 &
            server=$!
            cat >/dev/null || true
            kill -INT $server
            wait $server || true
            """;
        _process = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", script }, RedirectStandardInput = true })!;
        var server = $"Host=127.0.0.1;Port={port};Username={Administrator};Database=postgres;Maximum Pool Size=20";
        await Eventually.TrueAsync(() => AnswersAsync(server), $"PostgreSQL starts (its log is {_folder}/postgres.log)");
        return server;
    }

    private static async Task CreateTemplateAsync(string server, string name, Func<string, Task> migrate)
    {
        var database = $"{name}_{Environment.ProcessId}";
        await ExecuteAsync(server, $"CREATE DATABASE {database}");
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = database, Pooling = false }.ConnectionString;
        await migrate(connection);
    }

    private static async Task<bool> AnswersAsync(string server)
    {
        try
        {
            await ExecuteAsync(server, "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task ExecuteAsync(string server, string statement)
    {
        await using var connection = new NpgsqlConnection(server);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Names made above.
        await using var command = new NpgsqlCommand(statement, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
