using System.Text.Json;
using Npgsql;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

/// <summary>What the Assistant found: sessions, their events, analyses and observations.</summary>
internal sealed class AssistantResults(AssistantViews views)
{
    private const string SessionColumns =
        "session_id, kind, incident_id, generation, status, progress, current_step, requested_by, created_at, started_at, completed_at, error";

    private const string ObservationColumns =
        "id, session_id, number, source, tool, query, arguments::text, window_start, window_end, status, summary, content_type, sha256, created_at, duration_ms";

    public async Task<Outcome<SessionRow?>> FindSessionAsync(Guid sessionId, CancellationToken cancellationToken) => First(await views.ReadAsync(
        $"SELECT {SessionColumns} FROM assistant.session_v1 WHERE session_id = $1", [sessionId], Session, cancellationToken));

    /// <summary>The newest sessions, for the page of the Assistant's work.</summary>
    public Task<Outcome<IReadOnlyList<SessionRow>>> ListSessionsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => views.ReadAsync(
        $"SELECT {SessionColumns} FROM assistant.session_v1 WHERE created_at < $1 ORDER BY created_at DESC LIMIT $2", [before, limit], Session, cancellationToken);

    public Task<Outcome<IReadOnlyList<SessionEventRow>>> EventsAsync(Guid sessionId, long after, int limit, CancellationToken cancellationToken) => views.ReadAsync(
        "SELECT id, session_id, at, kind, data::text FROM assistant.session_event_v1 WHERE session_id = $1 AND id > $2 ORDER BY id LIMIT $3",
        [sessionId, after, limit],
        row => new SessionEventRow(row.GetInt64(0), row.GetGuid(1), Time(row, 2)!.Value, row.GetString(3), JsonDocument.Parse(row.GetString(4)).RootElement),
        cancellationToken);

    public async Task<Outcome<AnalysisRow?>> FindAnalysisAsync(Guid sessionId, CancellationToken cancellationToken) => First(await views.ReadAsync(
        "SELECT session_id, incident_id, generation, verdict, confidence, headline, created_at, analysis::text FROM assistant.analysis_v1 WHERE session_id = $1",
        [sessionId],
        row => new AnalysisRow(row.GetGuid(0), Id(row, 1), Number(row, 2), row.GetString(3), row.GetDouble(4), row.GetString(5), Time(row, 6)!.Value, Document(row.GetString(7))),
        cancellationToken));

    /// <summary>What a question came to, as the JSON that the Assistant wrote; null while there is no answer.</summary>
    public async Task<Outcome<AnswerRow?>> FindAnswerAsync(Guid sessionId, CancellationToken cancellationToken) => First(await views.ReadAsync(
        "SELECT session_id, headline, created_at, answer::text FROM assistant.answer_v1 WHERE session_id = $1",
        [sessionId],
        row => new AnswerRow(row.GetGuid(0), row.GetString(1), Time(row, 2)!.Value, row.GetString(3)),
        cancellationToken));

    /// <summary>Verdicts of several sessions at once, for lists; of the documents only the headline.</summary>
    public Task<Outcome<IReadOnlyList<AnalysisRow>>> VerdictsAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken) => views.ReadAsync(
        "SELECT session_id, incident_id, generation, verdict, confidence, headline, created_at, jsonb_build_object('headline', analysis->'headline')::text FROM assistant.analysis_v1 WHERE session_id = ANY($1)",
        [sessionIds.ToArray()],
        row => new AnalysisRow(row.GetGuid(0), Id(row, 1), Number(row, 2), row.GetString(3), row.GetDouble(4), row.GetString(5), Time(row, 6)!.Value, Document(row.GetString(7))),
        cancellationToken);

    public Task<Outcome<IReadOnlyList<ObservationRow>>> ObservationsAsync(Guid sessionId, CancellationToken cancellationToken) => views.ReadAsync(
        $"SELECT {ObservationColumns} FROM assistant.observation_v1 WHERE session_id = $1 ORDER BY number LIMIT 1000", [sessionId], Observation, cancellationToken);

    public async Task<Outcome<ObservationRow?>> FindObservationAsync(Guid id, CancellationToken cancellationToken) => First(await views.ReadAsync(
        $"SELECT {ObservationColumns} FROM assistant.observation_v1 WHERE id = $1", [id], Observation, cancellationToken));

    /// <summary>The recorded answer as it was, unpacked; null if there is no such observation or it kept nothing.</summary>
    public async Task<Outcome<byte[]?>> PayloadAsync(Guid observationId, CancellationToken cancellationToken)
    {
        var packed = First(await views.ReadAsync(
            "SELECT payload FROM assistant.observation_v1 WHERE id = $1 AND payload IS NOT NULL AND octet_length(payload) <= $2",
            [observationId, ObservationPayload.LargestPacked], row => row.GetFieldValue<byte[]>(0), cancellationToken));
        return packed.Failure is { } failure ? failure : packed.Value is { } bytes ? ObservationPayload.Unpack(bytes) : (byte[]?)null;
    }

    private static Outcome<T?> First<T>(Outcome<IReadOnlyList<T>> rows) where T : class =>
        rows.Failure is { } failure ? failure : rows.Value!.Count > 0 ? rows.Value[0] : (T?)null;

    private static SessionRow Session(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), Id(row, 2), Number(row, 3), row.GetString(4), row.GetInt32(5), Text(row, 6), Text(row, 7),
        Time(row, 8)!.Value, Time(row, 9), Time(row, 10), Text(row, 11));

    private static ObservationRow Observation(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), Time(row, 7), Time(row, 8),
        row.GetString(9), row.GetString(10), row.GetString(11), row.GetString(12), Time(row, 13)!.Value, row.GetInt32(14));

    private static AnalysisDocument? Document(string json) => Document<AnalysisDocument>(json);

    /// <summary>A stored document; null where it is not of the kind that this version reads.</summary>
    public static T? Document<T>(string json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, ApiJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Guid? Id(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    private static int? Number(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
