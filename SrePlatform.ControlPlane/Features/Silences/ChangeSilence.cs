using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Extends a silence or ends it. The row is locked, so that two people's changes follow one another.</summary>
internal sealed class ChangeSilence(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public Task<Outcome<Silence>> ExtendAsync(Guid id, TimeSpan by, Actor actor, CancellationToken cancellationToken) =>
        RunAsync(id, "extended", silence => silence.Extend(by, time.GetUtcNow()), actor, cancellationToken);

    public Task<Outcome<Silence>> EndAsync(Guid id, Actor actor, CancellationToken cancellationToken) =>
        RunAsync(id, "ended", silence => silence.End(actor.Name, time.GetUtcNow()), actor, cancellationToken);

    private Task<Outcome<Silence>> RunAsync(Guid id, string verb, Func<Silence, Failure?> change, Actor actor, CancellationToken cancellationToken) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            if (await context.Set<Silence>().FromSql($"SELECT * FROM control.silence WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(token) is not { } silence)
            {
                return (Outcome<Silence>)new SilenceNotFound();
            }

            if (change(silence) is { } failure)
            {
                return failure;
            }

            audit.Add(context, actor, SilenceAudit.Record(verb, silence));
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return silence;
        }, cancellationToken);
}
