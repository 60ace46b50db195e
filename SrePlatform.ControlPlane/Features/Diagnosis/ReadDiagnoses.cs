using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Lists diagnoses, newest first, and finds one.</summary>
internal sealed class ReadDiagnoses(SreDbContext context)
{
    public async Task<Page<DiagnosisView>> ListAsync(Scope scope, Guid? incidentId, DiagnosisState? state, PageRequest page, CancellationToken cancellationToken)
    {
        var diagnoses = context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context);
        diagnoses = incidentId is { } incident ? diagnoses.Where(request => request.IncidentId == incident) : diagnoses;
        diagnoses = state is { } wanted ? diagnoses.Where(request => request.State == wanted) : diagnoses;
        if (page.After is { } after)
        {
            diagnoses = diagnoses.Where(request => EF.Functions.LessThan(ValueTuple.Create(request.CreatedAt, request.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await diagnoses.OrderByDescending(request => request.CreatedAt).ThenByDescending(request => request.Id)
            .Take(page.Limit + 1).Select(DiagnosisView.Projection).ToListAsync(cancellationToken);
        return page.Cut(rows, row => new Keyset(row.CreatedAt, row.Id));
    }

    public Task<DiagnosisView?> FindAsync(Scope scope, Guid id, CancellationToken cancellationToken) =>
        context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context).Where(request => request.Id == id).Select(DiagnosisView.Projection).SingleOrDefaultAsync(cancellationToken);

    /// <summary>By its own id or by its session's.</summary>
    public Task<DiagnosisView?> FindAskedAsync(Scope scope, Guid id, CancellationToken cancellationToken) =>
        context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context).Where(request => request.Id == id || request.SessionId == id)
            .Select(DiagnosisView.Projection).FirstOrDefaultAsync(cancellationToken);

    /// <summary>Whether a session of the Assistant is a diagnosis that the scope sees.</summary>
    public async Task<bool> SeesSessionAsync(Scope scope, Guid sessionId, CancellationToken cancellationToken) =>
        scope.IsAll || await context.Set<DiagnosisRequest>().In(scope, context).AnyAsync(request => request.SessionId == sessionId, cancellationToken);

    /// <summary>The latest one of an incident, or null.</summary>
    public Task<DiagnosisView?> LatestAsync(Scope scope, Guid incidentId, CancellationToken cancellationToken) =>
        context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context).Where(request => request.IncidentId == incidentId)
            .OrderByDescending(request => request.CreatedAt).Select(DiagnosisView.Projection).FirstOrDefaultAsync(cancellationToken);
}
