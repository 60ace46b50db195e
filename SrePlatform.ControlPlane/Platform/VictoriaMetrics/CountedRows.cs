using Npgsql;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Turns a query that counts rows into metrics: its text columns are labels, its last column is the value.</summary>
internal static class CountedRows
{
    public static async Task<IReadOnlyList<CustomMetric>> ReadAsync(NpgsqlDataSource database, string name, string sql, CancellationToken cancellationToken)
    {
        var metrics = new List<CustomMetric>();
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var last = reader.FieldCount - 1;
            var labels = Enumerable.Range(0, last)
                .Select(column => KeyValuePair.Create(reader.GetName(column), reader.IsDBNull(column) ? "" : reader.GetString(column)))
                .ToList();
            metrics.Add(new(name, labels, reader.GetDouble(last)));
        }

        return metrics;
    }
}
