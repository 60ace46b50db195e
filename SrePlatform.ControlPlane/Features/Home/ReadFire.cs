using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Home;

/// <summary>What a diagnosis says, for a line of a list.</summary>
internal sealed record Finding(DiagnosisView Request, AnalysisRow? Analysis);

/// <summary>An open incident with what its latest diagnosis says; null while there is none.</summary>
internal sealed record Fire(IncidentView Incident, Finding? Finding);

/// <summary>What burns now, worst first, and what the Assistant found lately.</summary>
internal sealed class ReadFire(SreDbContext context, AssistantResults results)
{
    private const int MostIncidents = 12;
    private const int MostFindings = 6;

    public async Task<IReadOnlyList<Fire>> IncidentsAsync(Scope scope, CancellationToken cancellationToken)
    {
        var incidents = await context.Set<Incident>().AsNoTracking().In(scope, context)
            .Where(incident => incident.State == IncidentState.New || incident.State == IncidentState.Acknowledged || incident.State == IncidentState.InProgress)
            .OrderBy(incident => incident.Severity == IncidentSeverity.Critical ? 0 : incident.Severity == IncidentSeverity.Warning ? 1 : 2)
            .ThenByDescending(incident => incident.OpenedAt)
            .Take(MostIncidents).Select(IncidentView.Projection).ToListAsync(cancellationToken);
        var ids = incidents.ConvertAll(incident => (Guid?)incident.Id);
        var requests = await context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context)
            .Where(request => ids.Contains(request.IncidentId))
            .Where(request => !context.Set<DiagnosisRequest>().Any(later => later.IncidentId == request.IncidentId && later.CreatedAt > request.CreatedAt))
            .Select(DiagnosisView.Projection).ToListAsync(cancellationToken);
        var findings = (await WithAnalysesAsync(requests, cancellationToken)).ToLookup(finding => finding.Request.IncidentId);
        return incidents.ConvertAll(incident => new Fire(incident, findings[incident.Id].FirstOrDefault()));
    }

    /// <summary>When it last was calm: the end of the latest incident.</summary>
    public Task<DateTimeOffset?> LastResolvedAsync(Scope scope, CancellationToken cancellationToken) =>
        context.Set<Incident>().In(scope, context).Where(incident => incident.ResolvedAt != null).MaxAsync(incident => incident.ResolvedAt, cancellationToken);

    public async Task<IReadOnlyList<Finding>> LatestAsync(Scope scope, CancellationToken cancellationToken)
    {
        var requests = await context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context)
            .OrderByDescending(request => request.CreatedAt).ThenByDescending(request => request.Id)
            .Take(MostFindings).Select(DiagnosisView.Projection).ToListAsync(cancellationToken);
        return await WithAnalysesAsync(requests, cancellationToken);
    }

    private async Task<IReadOnlyList<Finding>> WithAnalysesAsync(List<DiagnosisView> requests, CancellationToken cancellationToken)
    {
        var sessions = requests.Select(request => request.SessionId).OfType<Guid>().ToList();
        var analyses = sessions.Count == 0
            ? []
            : ((await results.VerdictsAsync(sessions, cancellationToken)).Value ?? []).ToDictionary(analysis => analysis.SessionId);
        return requests.ConvertAll(request => new Finding(request, request.SessionId is { } session ? analyses.GetValueOrDefault(session) : null));
    }
}
