using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Persistence;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Api;

/// <summary>What callers read of sessions.</summary>
internal sealed class SessionReads(AssistantDbContext context)
{
    public async Task<StatusResponse?> StatusAsync(Guid id, CancellationToken cancellationToken)
    {
        var session = await context.Set<DiagnosisSession>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (session is null)
        {
            return null;
        }

        var result = await context.Set<Analysis>().AsNoTracking()
            .Where(row => row.SessionId == id)
            .Select(row => new { row.Verdict, row.Confidence, row.Headline })
            .SingleOrDefaultAsync(cancellationToken);
        return new StatusResponse(
            id,
            session.State,
            session.Progress,
            session.CurrentStep,
            result is null ? null : new ResultSummary(result.Verdict, result.Confidence, result.Headline, $"/api/v1/diagnostics/{id}"),
            session.Error);
    }

    public async Task<SessionResponse?> SessionAsync(Guid id, CancellationToken cancellationToken)
    {
        var session = await context.Set<DiagnosisSession>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken);
        if (session is null)
        {
            return null;
        }

        var document = await context.Set<Analysis>().AsNoTracking().Where(row => row.SessionId == id).Select(row => row.Document).SingleOrDefaultAsync(cancellationToken);
        var answer = await context.Set<SessionAnswer>().AsNoTracking().Where(row => row.SessionId == id).Select(row => row.Document).SingleOrDefaultAsync(cancellationToken);
        var observations = await context.Set<Observation>().AsNoTracking()
            .Where(row => row.SessionId == id && !row.Superseded)
            .OrderBy(row => row.Number)
            .Select(row => new
            {
                row.Id, row.Number, row.Source, row.Tool, row.Query, row.Arguments, row.WindowStart, row.WindowEnd,
                row.Status, row.Summary, row.ContentType, row.Sha256, row.CreatedAt, row.DurationMs,
            })
            .ToListAsync(cancellationToken);
        return new SessionResponse(
            session.Id, session.Kind, session.State, session.Progress, session.CurrentStep, session.IncidentId, session.Generation, session.RequestedBy,
            session.CreatedAt, session.StartedAt, session.CompletedAt, session.Error,
            document is null ? null : Json(document),
            [.. observations.Select(row => new ObservationResponse(
                row.Id, row.Number, row.Source, row.Tool, row.Query, Json(row.Arguments), row.WindowStart, row.WindowEnd,
                row.Status, row.Summary, row.ContentType, row.Sha256, row.CreatedAt, row.DurationMs))],
            answer is null ? null : Json(answer),
            session.FollowsId,
            session.ReplayOfId,
            document is null || session.ReplayOfId is null ? null : await CompareAsync(session.ReplayOfId.Value, document, cancellationToken));
    }

    public Task<Observation?> ObservationAsync(Guid id, int number, CancellationToken cancellationToken) =>
        context.Set<Observation>().AsNoTracking().SingleOrDefaultAsync(row => row.SessionId == id && row.Number == number, cancellationToken);

    public async Task<HistoryResponse> HistoryAsync(int page, int pageSize, DateTimeOffset? start, DateTimeOffset? end, CancellationToken cancellationToken)
    {
        var (from, to) = (start?.ToUniversalTime(), end?.ToUniversalTime());
        var sessions = context.Set<DiagnosisSession>().AsNoTracking()
            .Where(row => (from == null || row.CreatedAt >= from) && (to == null || row.CreatedAt < to));
        var total = await sessions.CountAsync(cancellationToken);
        var items = await sessions
            .OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id)
            .Skip((page - 1) * pageSize).Take(pageSize)
            .GroupJoin(context.Set<Analysis>(), row => row.Id, analysis => analysis.SessionId, (row, analyses) => new { row, analyses })
            .SelectMany(joined => joined.analyses.DefaultIfEmpty(), (joined, analysis) => new HistoryItem(
                joined.row.Id, joined.row.Kind, joined.row.IncidentId, joined.row.State, joined.row.CreatedAt, joined.row.CompletedAt,
                analysis != null ? analysis.Headline : context.Set<SessionAnswer>().Where(answer => answer.SessionId == joined.row.Id).Select(answer => answer.Headline).FirstOrDefault() ?? joined.row.Error))
            .ToListAsync(cancellationToken);
        return new HistoryResponse(
            [.. items.OrderByDescending(item => item.CreatedAt).ThenByDescending(item => item.SessionId)],
            new Pagination(page, pageSize, total, (total + pageSize - 1) / pageSize));
    }

    /// <summary>Null where the original is gone.</summary>
    private async Task<ReplayComparison?> CompareAsync(Guid originalId, string replay, CancellationToken cancellationToken)
    {
        var original = await context.Set<Analysis>().AsNoTracking().Where(row => row.SessionId == originalId).Select(row => row.Document).SingleOrDefaultAsync(cancellationToken);
        return original is null ? null : ReplayComparison.Of(AssistantJson.Deserialize<AnalysisDocument>(original), AssistantJson.Deserialize<AnalysisDocument>(replay));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
