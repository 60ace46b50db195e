using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>The Assistant says that a session is over.</summary>
/// <param name="SessionId">Which session.</param>
/// <param name="IncidentId">The incident it was for.</param>
/// <param name="Generation">The generation of that incident.</param>
/// <param name="Status">completed, failed or cancelled.</param>
/// <param name="ResultUrl">Where the Assistant has the whole analysis.</param>
internal sealed record DiagnosisComplete(
    Guid? SessionId = null, Guid? IncidentId = null, int? Generation = null, string? Status = null, string? ResultUrl = null);

/// <summary>Takes the Assistant's word that a session is over; the same word twice changes nothing.</summary>
internal sealed class DiagnosisCallback(SreDbContext context, FinishDiagnosis finish, TimeProvider time)
{
    public async Task<Outcome<Done>> RunAsync(DiagnosisComplete callback, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (callback.SessionId is not { } sessionId || sessionId == Guid.Empty)
        {
            errors["session_id"] = ["It is required."];
            sessionId = default;
        }

        if (callback.Status is not ("completed" or "failed" or "cancelled"))
        {
            errors["status"] = ["Give completed, failed or cancelled."];
        }

        if (errors.Count > 0)
        {
            return new ValidationFailure(errors);
        }

        if (await FindAsync(sessionId, callback, cancellationToken) is not { } diagnosis)
        {
            return await context.Set<DiagnosisRequest>().AnyAsync(request => request.State == DiagnosisState.Pending, cancellationToken)
                ? new SessionNotKnownYet()
                : new SessionUnknown();
        }

        await finish.RunAsync(diagnosis, callback.Status == "completed" ? null : $"The Assistant reports it as {callback.Status}.", cancellationToken);
        return Done.Value;
    }

    /// <summary>By session; or, when the callback overtakes the answer that would have named the session, by incident and generation.</summary>
    private async Task<Guid?> FindAsync(Guid sessionId, DiagnosisComplete callback, CancellationToken cancellationToken)
    {
        var known = await context.Set<DiagnosisRequest>().Where(request => request.SessionId == sessionId)
            .Select(request => (Guid?)request.Id).SingleOrDefaultAsync(cancellationToken);
        if (known is not null || callback is not { IncidentId: { } incident, Generation: { } generation })
        {
            return known;
        }

        var waiting = await context.Set<DiagnosisRequest>()
            .Where(request => request.IncidentId == incident && request.Generation == generation && request.SessionId == null && request.State == DiagnosisState.Pending)
            .ToListAsync(cancellationToken);
        if (waiting is not [var only])
        {
            return null;
        }

        only.Accepted(sessionId, time.GetUtcNow(), TimeSpan.FromMinutes(1));
        await context.SaveChangesAsync(cancellationToken);
        return only.Id;
    }
}
