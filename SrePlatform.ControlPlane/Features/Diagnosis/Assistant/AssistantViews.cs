using Npgsql;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>
/// Reads the Assistant's versioned views. They may be missing, or not granted, or the database away: that is said, and never thrown,
/// because incidents are worked on without the Assistant too.
/// </summary>
internal sealed partial class AssistantViews(NpgsqlDataSource database, ILogger<AssistantViews> logger)
{
    public async Task<Outcome<IReadOnlyList<T>>> ReadAsync<T>(
        string sql, IReadOnlyList<object> values, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        try
        {
#pragma warning disable CA2100 // The statements are constants of this feature.
            await using var command = database.CreateCommand(sql);
#pragma warning restore CA2100
            foreach (var value in values)
            {
                command.Parameters.Add(new() { Value = value });
            }

            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(map(reader));
            }

            return rows;
        }
        catch (NpgsqlException exception)
        {
            var reason = Reason(exception);
            Log.Unavailable(logger, reason, exception.Message);
            return new ResultsUnavailable(reason);
        }
    }

    private static string Reason(NpgsqlException exception) => (exception as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => "its views do not exist yet.",
        PostgresErrorCodes.InsufficientPrivilege => "this service may not read its views.",
        PostgresErrorCodes.UndefinedColumn => "its views are of another version.",
        _ => "the database does not answer.",
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The Assistant's results are unavailable: {Reason} ({Message})")]
        public static partial void Unavailable(ILogger logger, string reason, string message);
    }
}
