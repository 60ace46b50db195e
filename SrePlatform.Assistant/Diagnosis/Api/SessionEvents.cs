using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>The live story of a session as server-sent events: everything so far after the last one seen, then what comes, until it ends.</summary>
internal static class SessionEvents
{
    private const int BatchSize = 200;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static async Task<IResult> StreamAsync(
        Guid sessionId,
        [FromHeader(Name = "Last-Event-ID")] string? lastEventId,
        HttpContext http,
        AssistantDatabase database,
        DatabaseListener listener,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var last = 0L;
        if (lastEventId is { Length: > 0 } && !long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out last))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["last_event_id"] = ["The header Last-Event-ID must be the id of an event of this stream."] });
        }

        using var wake = listener.Subscribe(SessionChannels.Session, sessionId.ToString());
        if (await StateAsync(database, sessionId, cancellationToken) is null)
        {
            return Problems.NoSession(sessionId);
        }

        var response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        while (true)
        {
            // The state is read before the events: a session that was finished then has all its events already.
            var state = await StateAsync(database, sessionId, cancellationToken);
            last = await WriteNewAsync(response, database, sessionId, last, cancellationToken);
            if (state is not (SessionState.Accepted or SessionState.Processing))
            {
                return Results.Empty;
            }

            await wake.WaitAsync(KeepAlive, clock, cancellationToken);
            await response.WriteAsync(": still here\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private static async Task<long> WriteNewAsync(HttpResponse response, AssistantDatabase database, Guid sessionId, long last, CancellationToken cancellationToken)
    {
        while (true)
        {
            var seen = last;
            var events = await database.ReadAsync(
                (context, token) => context.Set<SessionEvent>().AsNoTracking().Where(row => row.SessionId == sessionId && row.Id > seen).OrderBy(row => row.Id).Take(BatchSize).ToListAsync(token),
                cancellationToken);
            foreach (var item in events)
            {
                await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {item.Id}\nevent: {EnumText.Of(item.Kind)}\ndata: {item.Data}\n\n"), cancellationToken);
                last = item.Id;
            }

            if (events.Count < BatchSize)
            {
                await response.Body.FlushAsync(cancellationToken);
                return last;
            }
        }
    }

    private static Task<SessionState?> StateAsync(AssistantDatabase database, Guid sessionId, CancellationToken cancellationToken) => database.ReadAsync(
        (context, token) => context.Set<DiagnosisSession>().Where(row => row.Id == sessionId).Select(row => (SessionState?)row.State).SingleOrDefaultAsync(token),
        cancellationToken);
}
