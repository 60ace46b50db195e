using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>"Diagnose now" for an incident: another session, whatever diagnoses it has had.</summary>
internal sealed class DiagnoseIncident(SreDbContext context, IncidentChange change, RequestDiagnosis diagnoses)
{
    /// <param name="target">Which incident.</param>
    /// <param name="key">The same key returns the same diagnosis.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<DiagnosisRequest>> RunAsync(IncidentTarget target, string key, CancellationToken cancellationToken)
    {
        if (await context.Set<DiagnosisRequest>().SingleOrDefaultAsync(request => request.IdempotencyKey == key, cancellationToken) is { } before)
        {
            return before;
        }

        var alerts = await context.Set<Alert>().AsNoTracking().In(target.Scope, context).Where(alert => alert.IncidentId == target.Id)
            .OrderByDescending(alert => alert.StartsAt).Take(RequestDiagnosis.MostAlerts).Select(alert => alert.Id).ToListAsync(cancellationToken);
        DiagnosisRequest? added = null;
        var changed = await change.RunAsync(target, "diagnosis_requested", (incident, now) =>
        {
            if (alerts.Count == 0)
            {
                return new NoAlertsToDiagnose();
            }

            added = diagnoses.AddForIncident(incident.Id, incident.Generation, incident.Services, alerts, key, target.Actor, target.Scope);
            incident.Diagnosed(IncidentEventKind.DiagnosisRequested, new Dictionary<string, string> { ["diagnosis_id"] = added.Id.ToString() }, target.Actor.Name, now);
            return null;
        }, cancellationToken);
        return changed.Failure is { } failure ? failure : added!;
    }
}
