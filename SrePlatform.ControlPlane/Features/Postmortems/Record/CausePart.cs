using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Diagnosis.Messages;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>What the last diagnosis found, with the observations that each claim rests on, and what people thought of it.</summary>
internal sealed class CausePart(SreDbContext context, AssistantResults results, AssistantGrades grades, DiagnosisMessages messages) : IRecordPart
{
    private const int MostClaims = 16;
    private const int MostObservations = 4;

    public int Order => 60;

    public async Task AddAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        var incident = record.Incident.Id;
        var sessions = await context.Set<DiagnosisRequest>().AsNoTracking()
            .Where(request => request.IncidentId == incident && request.State == DiagnosisState.Completed && request.SessionId != null)
            .OrderByDescending(request => request.CompletedAt).Select(request => request.SessionId!.Value).Take(10).ToListAsync(cancellationToken);
        if (sessions.Count == 0)
        {
            record.Say(PostmortemSection.Cause, record.Texts["postmortems.cause.not_diagnosed"], [record.Response.OpenedBy]);
            return;
        }

        var analysis = await BestAsync(sessions, cancellationToken);
        if (analysis is null)
        {
            record.Say(PostmortemSection.Cause, record.Texts["postmortems.cause.unavailable"], [record.Response.DiagnosedBy]);
            return;
        }

        await SayAsync(record, analysis, cancellationToken);
    }

    /// <summary>The newest that names a cause, else the newest: when a fault is over, a last look finds less than one during it.</summary>
    private async Task<AnalysisDocument?> BestAsync(IReadOnlyList<Guid> sessions, CancellationToken cancellationToken)
    {
        AnalysisDocument? newest = null;
        foreach (var session in sessions)
        {
            if ((await results.FindAnalysisAsync(session, cancellationToken)).Value?.Document is not { } document)
            {
                continue;
            }

            if (document.RootCause?.Service is not null)
            {
                return document;
            }

            newest ??= document;
        }

        return newest;
    }

    private async Task SayAsync(RecordBuilder record, AnalysisDocument analysis, CancellationToken cancellationToken)
    {
        var page = $"/incidents/{record.Incident.Reference}?session={analysis.SessionId}";
        var verdict = record.Texts[$"badge.verdict.{analysis.Verdict}"];
        var confidence = record.Formats.Value(analysis.Confidence?.Value ?? 0, "ratio");
        var headline = messages.Say(analysis.Headline);
        var run = record.Add(RecordKind.Diagnosis, analysis.SessionId.ToString(), analysis.Window?.End, record.Texts["postmortems.record.diagnosis", ("verdict", verdict), ("confidence", confidence), ("headline", headline)], page);
        (record.Response.Verdict, record.Response.VerdictCode) = (analysis.Verdict, run);
        (record.CauseService, record.CauseKind) = CauseOf(analysis);
        record.Say(PostmortemSection.Cause, headline, [run]);
        record.Say(PostmortemSection.Cause, record.Texts["postmortems.cause.sure", ("verdict", verdict), ("confidence", confidence)], [run]);
        if (record.CauseService is not null)
        {
            record.Say(PostmortemSection.Summary, headline, [run]);
        }

        var observations = ((await results.ObservationsAsync(analysis.SessionId, cancellationToken)).Value ?? []).ToDictionary(row => row.Id);
        foreach (var claim in analysis.Claims.OrderBy(claim => claim.Number).Take(MostClaims))
        {
            var statement = messages.Say(claim.Statement);
            var code = record.Add(RecordKind.Claim, $"{analysis.SessionId}:{claim.Number}", claim.Chart?.Onset, statement, $"{page}#claim-{claim.Number}");
            var seen = (claim.ObservationIds ?? []).Take(MostObservations).Select(id => observations.GetValueOrDefault(id)).OfType<ObservationRow>().Select(row => Observed(record, page, row)).ToList();
            record.Say(PostmortemSection.Cause, statement, [code, .. seen]);
        }

        foreach (var away in observations.Values.Where(row => row.Status == "unavailable").OrderBy(row => row.Number).Take(MostObservations))
        {
            record.Response.SourcesAway.Add(Observed(record, page, away));
        }

        if (await grades.LatestAsync(analysis.SessionId, cancellationToken) is { } grade)
        {
            (record.Response.Grade, record.Response.GradeCode) = (grade.Grade, record.Add(
                RecordKind.Grade, grade.Id.ToString(), grade.At,
                record.Texts["postmortems.record.grade", ("by", grade.By ?? "–"), ("grade", record.Texts[$"diagnosis.grade.{grade.Grade}"]), ("cause", grade.CorrectedCause ?? "–")], page));
        }
    }

    private static string Observed(RecordBuilder record, string page, ObservationRow row) => record.Add(
        RecordKind.Observation, row.Id.ToString(), row.CreatedAt,
        record.Texts["postmortems.record.observation", ("source", record.Texts.Find($"diagnosis.source.{row.Source}") ?? row.Source), ("summary", row.Summary)],
        $"{page}#observation-{row.Number}", row.Query);

    private static (string? Service, CauseKind Kind) CauseOf(AnalysisDocument analysis) => analysis.RootCause switch
    {
        { Service: { } service } cause when cause.DeploymentId is not null || cause.Version is not null => (service, CauseKind.Deployment),
        { Service: { } service, Signal: "cpu" or "memory" or "saturation" or "disk" or "connections" } => (service, CauseKind.Capacity),
        { Service: { } service } => (service, CauseKind.Unknown),
        _ => (null, CauseKind.Unknown),
    };
}
