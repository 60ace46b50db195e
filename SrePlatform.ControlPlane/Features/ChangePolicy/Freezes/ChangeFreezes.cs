using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;

/// <summary>Makes freezes and ends them. What they hold back is decided by <see cref="PolicyDecision"/>, where plans are made and where they run.</summary>
internal sealed class ChangeFreezes(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<ChangeFreeze>> CreateAsync(Scope scope, FreezeDraft draft, Actor by, bool administers, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!FreezeValidation.Check(draft, now).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        if (!administers && !Manages(scope, definition.Teams))
        {
            return new FreezeOfOthers();
        }

        var freeze = new ChangeFreeze(definition, by.Name, now);
        context.Add(freeze);
        audit.Add(context, by, Record("created", freeze));
        await context.SaveChangesAsync(cancellationToken);
        return freeze;
    }

    public async Task<Outcome<ChangeFreeze>> EndAsync(Scope scope, Guid id, Actor by, bool administers, CancellationToken cancellationToken) =>
        await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            if (await context.Set<ChangeFreeze>().FromSql($"SELECT * FROM control.change_freeze WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(token) is not { } freeze)
            {
                return (Outcome<ChangeFreeze>)new FreezeNotFound();
            }

            if (!administers && !Manages(scope, freeze.Teams))
            {
                return new FreezeOfOthers();
            }

            if (freeze.End(by.Name, time.GetUtcNow()) is { } failure)
            {
                return failure;
            }

            audit.Add(context, by, Record("ended", freeze));
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return freeze;
        }, cancellationToken);

    private static bool Manages(Scope scope, IReadOnlyList<string> teams) => scope.IsAll || (teams.Count > 0 && teams.All(scope.Manages));

    private static AuditRecord Record(string verb, ChangeFreeze freeze) => new("freeze." + verb, "freeze", freeze.Id.ToString())
    {
        Details = new Dictionary<string, string>
        {
            ["reason"] = freeze.Reason,
            ["environments"] = string.Join(", ", freeze.Environments),
            ["teams"] = string.Join(", ", freeze.Teams),
            ["from"] = freeze.StartsAt.ToString("O", CultureInfo.InvariantCulture),
            ["until"] = freeze.EndsAt.ToString("O", CultureInfo.InvariantCulture),
        },
    };
}
