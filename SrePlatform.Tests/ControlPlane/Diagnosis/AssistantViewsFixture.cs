using System.IO.Compression;
using System.Text;
using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

/// <summary>The Assistant's versioned views over tables that a test fills.</summary>
internal static class AssistantViewsFixture
{
    public static async Task CreateAssistantViewsAsync(this TestDatabase database, bool granted = true)
    {
        await database.ExecuteAsync(
            """
            CREATE SCHEMA assistant;
            CREATE TABLE assistant.session_v1 (session_id uuid, kind text, incident_id uuid, generation int, status text, progress int, current_step text, requested_by text,
                created_at timestamptz, started_at timestamptz, completed_at timestamptz, error text);
            CREATE TABLE assistant.session_event_v1 (id bigserial, session_id uuid, at timestamptz, kind text, data jsonb);
            CREATE TABLE assistant.analysis_v1 (session_id uuid, incident_id uuid, generation int, verdict text, confidence double precision, headline text, created_at timestamptz, analysis jsonb);
            CREATE TABLE assistant.answer_v1 (session_id uuid, headline text, created_at timestamptz, answer jsonb);
            CREATE TABLE assistant.observation_v1 (id uuid, session_id uuid, number int, source text, tool text, query text, arguments jsonb, window_start timestamptz, window_end timestamptz,
                status text, summary text, content_type text, sha256 text, payload bytea, created_at timestamptz, duration_ms int);
            """);
        if (granted)
        {
            await database.ExecuteAsync("GRANT USAGE ON SCHEMA assistant TO control_plane; GRANT SELECT ON ALL TABLES IN SCHEMA assistant TO control_plane");
        }
    }

    public static Task AddSessionAsync(this TestDatabase database, Guid session, string status = "completed", string kind = "alerts") => database.ExecuteAsync(
        "INSERT INTO assistant.session_v1 VALUES ($1, $3, NULL, NULL, $2, 100, 'done', 'system', now(), now(), now(), NULL)", session, status, kind);

    public static Task AddAnswerAsync(this TestDatabase database, Guid session, string document) => database.ExecuteAsync(
        "INSERT INTO assistant.answer_v1 VALUES ($1, 'answered', now(), $2::jsonb)", session, document);

    public static Task AddAnalysisAsync(this TestDatabase database, Guid session, string document) => database.ExecuteAsync(
        "INSERT INTO assistant.analysis_v1 VALUES ($1, NULL, NULL, 'root_cause', 0.82, 'payment fails', now(), $2::jsonb)", session, document);

    public static async Task<Guid> AddObservationAsync(this TestDatabase database, Guid session, string payload)
    {
        var id = Guid.NewGuid();
        await database.ExecuteAsync(
            "INSERT INTO assistant.observation_v1 VALUES ($1, $2, 1, 'metrics', 'query_range', 'up', '{}', now(), now(), 'checked', 'ok', 'application/json', 'x', $3, now(), 5)",
            id, session, Packed(payload));
        return id;
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
