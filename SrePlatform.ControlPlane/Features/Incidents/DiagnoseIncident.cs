using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>
/// "Diagnose now" for an incident: another session, whatever diagnoses it has had. While one of what fires now is running, whoever
/// asks waits for that one: a storm gets one investigation.
/// </summary>
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
        DiagnosisRequest? asked = null;
        var changed = await change.RunAsync(target, "diagnosis_requested", async (incident, now, token) =>
        {
            if (alerts.Count == 0)
            {
                return new NoAlertsToDiagnose();
            }

            asked = await context.Set<DiagnosisRequest>().FirstOrDefaultAsync(
                request => request.IncidentId == incident.Id && request.Generation == incident.Generation && request.State != DiagnosisState.Completed && request.State != DiagnosisState.Failed,
                token);
            if (asked is not null)
            {
                return new IsBeingDiagnosed();
            }

            asked = diagnoses.AddForIncident(incident.Id, incident.Generation, incident.Services, alerts, key, target.Actor, target.Scope);
            incident.Diagnosed(IncidentEventKind.DiagnosisRequested, new Dictionary<string, string> { ["diagnosis_id"] = asked.Id.ToString() }, target.Actor.Name, now);
            return null;
        }, cancellationToken);
        return changed.Failure is { } failure and not IsBeingDiagnosed ? failure : asked!;
    }

    /// <summary>Nothing has to change; told to nobody.</summary>
    private sealed record IsBeingDiagnosed() : ConflictFailure("incident.is_being_diagnosed", "A diagnosis of this is running.");
}
