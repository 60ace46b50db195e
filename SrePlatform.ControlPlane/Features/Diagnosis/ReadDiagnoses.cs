using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Lists diagnoses, newest first, and finds one.</summary>
internal sealed class ReadDiagnoses(SreDbContext context)
{
    public async Task<Page<DiagnosisView>> ListAsync(Guid? incidentId, DiagnosisState? state, PageRequest page, CancellationToken cancellationToken)
    {
        var diagnoses = context.Set<DiagnosisRequest>().AsNoTracking();
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

    public Task<DiagnosisView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        context.Set<DiagnosisRequest>().AsNoTracking().Where(request => request.Id == id).Select(DiagnosisView.Projection).SingleOrDefaultAsync(cancellationToken);

    /// <summary>The latest one of an incident, or null.</summary>
    public Task<DiagnosisView?> LatestAsync(Guid incidentId, CancellationToken cancellationToken) =>
        context.Set<DiagnosisRequest>().AsNoTracking().Where(request => request.IncidentId == incidentId)
            .OrderByDescending(request => request.CreatedAt).Select(DiagnosisView.Projection).FirstOrDefaultAsync(cancellationToken);
}
