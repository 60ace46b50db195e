using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Assistant;

/// <summary>
/// Reads the Assistant's runs through its views. Who does not see everything sees the runs of diagnoses that they see, the latest
/// thousand of them.
/// </summary>
internal sealed class ReadRuns(AssistantViews views, SreDbContext context)
{
    private const int MostSessions = 1_000;
    private const int MostSpans = 1_000;
    private const int MostTotals = 15;

    private const string Columns =
        """
        session_id, flow, status, incident_id, requested_by, created_at, completed_at, duration_ms, error, verdict, confidence, headline, models,
        steps, tool_calls, tool_failures, model_calls, model_failures, input_tokens, output_tokens, cost_usd, grade
        """;

    public async Task<Outcome<IReadOnlyList<RunRow>>> ListAsync(Scope scope, RunFilter filter, PageRequest page, CancellationToken cancellationToken) => await views.ReadAsync(
        $"""
        SELECT {Columns} FROM assistant.run_v1
        WHERE ($1::uuid[] IS NULL OR session_id = ANY($1)) AND ($2::text IS NULL OR flow = $2) AND ($3::text IS NULL OR status = $3)
          AND ($4::text IS NULL OR verdict = $4) AND ($5::text IS NULL OR grade = $5) AND ($6::timestamptz IS NULL OR (created_at, session_id) < ($6, $7::uuid))
        ORDER BY created_at DESC, session_id DESC LIMIT $8
        """,
        [await SessionsAsync(scope, cancellationToken), Text(filter.Flow), Text(filter.Status), Text(filter.Verdict), Text(filter.Grade), page.After is { } at ? at.At : DBNull.Value, page.After is { } after ? after.Id : DBNull.Value, page.Limit + 1],
        Run, cancellationToken);

    public async Task<Outcome<IReadOnlyList<RunRow>>> FindAsync(Guid sessionId, CancellationToken cancellationToken) =>
        await views.ReadAsync($"SELECT {Columns} FROM assistant.run_v1 WHERE session_id = $1", [sessionId], Run, cancellationToken);

    public Task<Outcome<IReadOnlyList<SpanRow>>> SpansAsync(Guid sessionId, CancellationToken cancellationToken) => views.ReadAsync(
        """
        SELECT kind, span_id, number, name, source, status, started_at, duration_ms, query, arguments::text, result, model, input_tokens, output_tokens, cost_usd, error
        FROM assistant.run_span_v1 WHERE session_id = $1
        ORDER BY started_at, CASE kind WHEN 'agent' THEN 0 WHEN 'step' THEN 1 ELSE 2 END, number LIMIT $2
        """,
        [sessionId, MostSpans],
        row => new SpanRow(
            row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetString(3), Text(row, 4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6), row.IsDBNull(7) ? 0 : row.GetInt64(7),
            Text(row, 8), Text(row, 9), Text(row, 10), Text(row, 11), row.IsDBNull(12) ? null : row.GetInt64(12), row.IsDBNull(13) ? null : row.GetInt64(13),
            row.IsDBNull(14) ? null : row.GetDecimal(14), Text(row, 15)),
        cancellationToken);

    /// <summary>Totals since a time, by <c>day</c> or <c>flow</c>.</summary>
    public async Task<IReadOnlyList<TotalRow>> TotalsAsync(Scope scope, string by, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var name = by == "day" ? "to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')" : "flow";
        var order = by == "day" ? "1 DESC" : "2 DESC";
        return (await views.ReadAsync(
            $"""
            SELECT {name}, count(*), count(*) FILTER (WHERE status = 'failed'), coalesce(avg(duration_ms), 0)::float8, coalesce(sum(input_tokens + output_tokens), 0)::bigint, coalesce(sum(cost_usd), 0)::numeric
            FROM assistant.run_v1 WHERE created_at >= $1 AND ($2::uuid[] IS NULL OR session_id = ANY($2)) GROUP BY 1 ORDER BY {order} LIMIT $3
            """,
            [since, await SessionsAsync(scope, cancellationToken), MostTotals], Total, cancellationToken)).Value ?? [];
    }

    /// <summary>Totals of tools or of models since a time; what is asked is counted, not runs.</summary>
    public async Task<IReadOnlyList<TotalRow>> SpanTotalsAsync(Scope scope, string kind, DateTimeOffset since, CancellationToken cancellationToken) => (await views.ReadAsync(
        """
        SELECT coalesce(CASE WHEN kind = 'model' THEN model END, name), count(*), count(*) FILTER (WHERE error IS NOT NULL), coalesce(avg(duration_ms), 0)::float8,
               coalesce(sum(coalesce(input_tokens, 0) + coalesce(output_tokens, 0)), 0)::bigint, coalesce(sum(cost_usd), 0)::numeric
        FROM assistant.run_span_v1 WHERE kind = $1 AND started_at >= $2 AND ($3::uuid[] IS NULL OR session_id = ANY($3)) GROUP BY 1 ORDER BY 2 DESC LIMIT $4
        """,
        [kind, since, await SessionsAsync(scope, cancellationToken), MostTotals], Total, cancellationToken)).Value ?? [];

    public async Task<IReadOnlyList<GradeCount>> GradesAsync(Scope scope, CancellationToken cancellationToken) => (await views.ReadAsync(
        "SELECT grade, count(*) FROM assistant.feedback_v1 WHERE ($1::uuid[] IS NULL OR session_id = ANY($1)) GROUP BY 1",
        [await SessionsAsync(scope, cancellationToken)], row => new GradeCount(row.GetString(0), row.GetInt64(1)), cancellationToken)).Value ?? [];

    private async Task<object> SessionsAsync(Scope scope, CancellationToken cancellationToken) => scope.IsAll
        ? DBNull.Value
        : await context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context).Where(request => request.SessionId != null)
            .OrderByDescending(request => request.CreatedAt).Take(MostSessions).Select(request => request.SessionId!.Value).ToArrayAsync(cancellationToken);

    private static RunRow Run(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetGuid(3), Text(row, 4), row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? null : row.GetInt64(7), Text(row, 8), Text(row, 9), row.IsDBNull(10) ? null : row.GetDouble(10), Text(row, 11), Text(row, 12),
        row.GetInt32(13), row.GetInt32(14), row.GetInt32(15), row.GetInt32(16), row.GetInt32(17), row.GetInt64(18), row.GetInt64(19), row.IsDBNull(20) ? null : row.GetDecimal(20), Text(row, 21));

    private static TotalRow Total(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetDouble(3), row.GetInt64(4), row.GetDecimal(5));

    private static object Text(string? text) => (object?)text ?? DBNull.Value;

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
