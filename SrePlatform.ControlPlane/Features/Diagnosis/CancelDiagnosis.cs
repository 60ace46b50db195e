using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Stops a diagnosis or a question: at the Assistant, or before it has heard of it.</summary>
internal sealed class CancelDiagnosis(SreDbContext context, AssistantClient assistant, FinishDiagnosis finish, AuditLog audit)
{
    public async Task<Outcome<Done>> RunAsync(Guid id, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<DiagnosisRequest>().AsNoTracking().In(scope, context).SingleOrDefaultAsync(request => request.Id == id, cancellationToken) is not { } diagnosis)
        {
            return new DiagnosisNotFound();
        }

        if (diagnosis.IsOver)
        {
            return new DiagnosisIsOver();
        }

        if (diagnosis.SessionId is { } session && await assistant.CancelAsync(session, $"cancel:{session}", cancellationToken) is { } refused)
        {
            return new CancelRefused(refused);
        }

        audit.Add(context, actor, new("diagnosis.cancelled", "diagnosis", id.ToString()));
        await context.SaveChangesAsync(cancellationToken);
        if (diagnosis.SessionId is null)
        {
            await finish.RunAsync(id, $"Cancelled by {actor.Name} before it began.", cancellationToken);
        }

        return Done.Value;
    }
}
