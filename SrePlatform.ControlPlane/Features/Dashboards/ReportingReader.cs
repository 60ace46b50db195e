using Npgsql;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>What a statement of a dashboard brought, or why it brought nothing.</summary>
internal sealed record ReportingRows(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows, string? Unavailable = null);

/// <summary>
/// Asks the database what Grafana would ask it, with Grafana's rights: reading the views of <c>reporting</c>, no longer than a few
/// seconds, a bounded number of rows.
/// </summary>
internal sealed partial class ReportingReader(NpgsqlDataSource database, ILogger<ReportingReader> logger)
{
    private const int MostRows = 500;

    public async Task<ReportingRows> ReadAsync(string statement, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using (var narrow = new NpgsqlCommand("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '5s'; SET LOCAL ROLE grafana_ro", connection, transaction))
            {
                await narrow.ExecuteNonQueryAsync(cancellationToken);
            }

#pragma warning disable CA2100 // From this program's own dashboards.
            await using var command = new NpgsqlCommand(statement, connection, transaction);
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
            var rows = new List<object?[]>();
            while (rows.Count < MostRows && await reader.ReadAsync(cancellationToken))
            {
                rows.Add([.. Enumerable.Range(0, columns.Length).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
            }

            return new ReportingRows(columns, rows);
        }
        catch (NpgsqlException exception)
        {
            Log.Failed(logger, exception);
            return new ReportingRows([], [], (exception as PostgresException)?.MessageText ?? "PostgreSQL does not answer");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A dashboard could not read the database.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
