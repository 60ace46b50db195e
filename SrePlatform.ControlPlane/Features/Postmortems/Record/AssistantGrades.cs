using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>What somebody thought of a diagnosis: would acting on it have fixed it.</summary>
internal sealed record GradeGiven(Guid Id, string Grade, string? CorrectedCause, string? By, DateTimeOffset At);

/// <summary>Reads grades from the Assistant's view.</summary>
internal sealed class AssistantGrades(AssistantViews views)
{
    /// <summary>The latest grade of a session; null if nobody graded it, or the view cannot be read.</summary>
    public async Task<GradeGiven?> LatestAsync(Guid sessionId, CancellationToken cancellationToken) => (await views.ReadAsync(
        "SELECT id, grade, corrected_cause, graded_by, updated_at FROM assistant.feedback_v1 WHERE session_id = $1 ORDER BY updated_at DESC LIMIT 1",
        [sessionId],
        row => new GradeGiven(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetFieldValue<DateTimeOffset>(4)),
        cancellationToken)).Value is [var latest, ..] ? latest : null;
}
