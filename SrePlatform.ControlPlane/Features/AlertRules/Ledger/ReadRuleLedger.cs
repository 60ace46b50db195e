using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.AlertRules.Ledger;

/// <summary>What a rule was worth over a stretch of time.</summary>
/// <param name="Firings">Episodes of its alerts.</param>
/// <param name="HeldBack">How many of them a silence, maintenance or another alert held back.</param>
/// <param name="ActedOn">How many of the others are in an incident that a person acknowledged, took or resolved.</param>
/// <param name="Incidents">Incidents that it opened or joined.</param>
/// <param name="MeanDuration">Of the episodes that ended.</param>
/// <param name="Diagnoses">Diagnoses of those incidents.</param>
/// <param name="Verdicts">Their verdicts; null while the Assistant's results cannot be read.</param>
internal sealed record RuleLedger(int Firings, int HeldBack, int ActedOn, int Incidents, TimeSpan? MeanDuration, int Diagnoses, IReadOnlyDictionary<string, int>? Verdicts)
{
    /// <summary>The share of firings that nobody did anything about; null before the first.</summary>
    public double? NoiseShare => Firings - HeldBack > 0 ? 1 - ((double)ActedOn / (Firings - HeldBack)) : null;
}

/// <summary>Keeps the ledger of a rule by reading what its alerts led to.</summary>
internal sealed class ReadRuleLedger(SreDbContext context, AssistantResults results, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(30);

    private const string System = "system";
    private const int MostSessions = 500;

    public async Task<RuleLedger> RunAsync(Scope scope, string rule, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - Length;
        var alerts = context.Set<Alert>().AsNoTracking().In(scope, context).Where(alert => alert.Rule == rule && alert.StartsAt >= since);
        var people = context.Set<Incident>().Where(incident => incident.AcknowledgedBy != null || incident.Assignee != null || (incident.ResolvedBy != null && incident.ResolvedBy != System)).Select(incident => (Guid?)incident.Id);
        var counts = await alerts.GroupBy(_ => 1).Select(group => new
        {
            Firings = group.Count(),
            HeldBack = group.Count(alert => alert.Suppression != null),
            ActedOn = group.Count(alert => alert.Suppression == null && people.Contains(alert.IncidentId)),
            Seconds = group.Average(alert => alert.EndsAt == null ? (double?)null : (alert.EndsAt.Value - alert.StartsAt).TotalSeconds),
        }).FirstOrDefaultAsync(cancellationToken);
        if (counts is null)
        {
            return new(0, 0, 0, 0, null, 0, new Dictionary<string, int>());
        }

        var incidents = alerts.Where(alert => alert.IncidentId != null).Select(alert => alert.IncidentId).Distinct();
        var diagnoses = context.Set<DiagnosisRequest>().AsNoTracking().Where(diagnosis => incidents.Contains(diagnosis.IncidentId));
        var sessions = await diagnoses.Where(diagnosis => diagnosis.SessionId != null && diagnosis.State == DiagnosisState.Completed)
            .OrderByDescending(diagnosis => diagnosis.CreatedAt).Take(MostSessions).Select(diagnosis => diagnosis.SessionId!.Value).ToListAsync(cancellationToken);
        var verdicts = sessions.Count == 0
            ? new Dictionary<string, int>()
            : (await results.VerdictsAsync(sessions, cancellationToken)).TryGet(out var rows, out _) ? rows.GroupBy(row => row.Verdict).ToDictionary(group => group.Key, group => group.Count()) : null;
        return new(
            counts.Firings, counts.HeldBack, counts.ActedOn, await incidents.CountAsync(cancellationToken),
            counts.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null, await diagnoses.CountAsync(cancellationToken), verdicts);
    }
}
