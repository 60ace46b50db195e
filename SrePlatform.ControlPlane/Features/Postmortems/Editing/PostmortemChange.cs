using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Postmortems.Editing;

/// <summary>Which postmortem somebody wants to change, and which version of it they saw.</summary>
/// <param name="Version">The token of the form; null accepts any version.</param>
internal sealed record PostmortemTarget(Guid Id, uint? Version, Actor Actor, Scope Scope);

/// <summary>What every change of a postmortem has alike: the row is locked, the version seen is compared, and change and audit entry are saved together.</summary>
internal sealed class PostmortemChange(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public Task<Outcome<Postmortem>> RunAsync(
        PostmortemTarget target, string action, Func<Postmortem, DateTimeOffset, Failure?> change, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? details = null,
        Action<SreDbContext, Postmortem, DateTimeOffset>? also = null) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var postmortem = await context.Set<Postmortem>().FromSql($"SELECT p.*, p.xmin FROM control.postmortem p WHERE id = {target.Id} FOR UPDATE").SingleOrDefaultAsync(token);
            if (postmortem is null || !await context.Set<Postmortem>().In(target.Scope, context).AnyAsync(seen => seen.Id == target.Id, token))
            {
                return (Outcome<Postmortem>)new PostmortemNotFound();
            }

            if (target.Version is { } seen && seen != postmortem.Version)
            {
                return new PostmortemChanged();
            }

            var now = time.GetUtcNow();
            if (change(postmortem, now) is { } failure)
            {
                return failure;
            }

            also?.Invoke(context, postmortem, now);
            audit.Add(context, target.Actor, new AuditRecord("postmortem." + action, "postmortem", postmortem.Reference)
            {
                Service = postmortem.Services.Count > 0 ? postmortem.Services[0] : null,
                Details = details,
            });
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return postmortem;
        }, cancellationToken);
}
