using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>
/// What time and the end of alerts do to incidents: ends on the timeline, automatic resolution after a quiet time, closing, and the
/// next generation with its diagnosis. The caller holds the lock and the transaction.
/// </summary>
internal sealed class IncidentUpkeep(SreDbContext context, RequestDiagnosis diagnoses, IncidentTiming timing, TimeProvider time)
{
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var closeBefore = now - timing.CloseAfter;
        var incidents = await context.Set<Incident>()
            .FromSql($"SELECT i.*, i.xmin FROM control.incident i WHERE state IN ('new', 'acknowledged', 'in_progress') OR state = 'resolved' AND resolved_at <= {closeBefore} ORDER BY id LIMIT {Batch} FOR UPDATE")
            .ToListAsync(cancellationToken);
        await NoteEndsAsync(incidents, now, cancellationToken);

        var ids = incidents.ConvertAll(incident => incident.Id);
        var firing = (await context.Set<Alert>().Where(alert => alert.Status == AlertStatus.Firing && alert.IncidentId != null && ids.Contains(alert.IncidentId.Value))
            .Select(alert => alert.IncidentId!.Value).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        foreach (var incident in incidents)
        {
            if (incident.State is IncidentState.Resolved)
            {
                incident.Close("system", now);
            }
            else
            {
                incident.Observe(firing.Contains(incident.Id), now);
                if (incident.QuietSince is { } quiet && now - quiet >= timing.QuietFor)
                {
                    incident.Resolve("system", null, now, "alerts_resolved");
                }
                else if (incident.TryStartGeneration(timing.SettleFor, now))
                {
                    await DiagnoseAsync(incident, cancellationToken);
                }
            }

            context.AddHappened(incident);
        }
    }

    private async Task NoteEndsAsync(List<Incident> incidents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var byId = incidents.ToDictionary(incident => incident.Id);
        var ended = await context.Set<Alert>()
            .Where(alert => alert.IncidentId != null && alert.Status == AlertStatus.Resolved && !alert.EndNoted)
            .OrderBy(alert => alert.EndsAt).Take(Batch).ToListAsync(cancellationToken);
        foreach (var alert in ended)
        {
            alert.NoteEnd();
            byId.GetValueOrDefault(alert.IncidentId!.Value)?.AlertEnded(alert.Id, alert.Rule, alert.Service, now);
        }
    }

    private async Task DiagnoseAsync(Incident incident, CancellationToken cancellationToken)
    {
        var alerts = await context.Set<Alert>().AsNoTracking().Where(alert => alert.IncidentId == incident.Id)
            .OrderByDescending(alert => alert.StartsAt).Take(RequestDiagnosis.MostAlerts).Select(alert => alert.Id).ToListAsync(cancellationToken);
        diagnoses.AddAutomatic(incident.Id, incident.Generation, incident.Services, alerts);
    }
}
