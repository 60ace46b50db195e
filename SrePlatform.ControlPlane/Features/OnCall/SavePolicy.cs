using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.OnCall;

/// <summary>Adds, changes and deletes escalation policies.</summary>
internal sealed class SavePolicy(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int Most = 100;

    public async Task<Outcome<EscalationPolicy>> RunAsync(Guid? id, uint? version, PolicyDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        var policy = id is null ? null : await context.Set<EscalationPolicy>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken);
        if (id is not null && policy is null)
        {
            return new PolicyNotFound();
        }

        if (policy is not null && version is { } seen && seen != policy.Version)
        {
            return new OnCallChanged();
        }

        if (await CheckAsync(draft, id is null, cancellationToken) is { } failure)
        {
            return failure;
        }

        if (policy is null)
        {
            policy = new EscalationPolicy(draft, actor.Name, time.GetUtcNow());
            context.Add(policy);
        }
        else
        {
            policy.Change(draft, actor.Name, time.GetUtcNow());
        }

        audit.Add(context, actor, new AuditRecord(id is null ? "escalation_policy.added" : "escalation_policy.changed", "escalation_policy", draft.Name));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return policy;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new OnCallChanged();
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new ValidationFailure("name", "This name is taken.");
        }
    }

    public async Task<Outcome<Done>> DeleteAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<EscalationPolicy>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } policy)
        {
            return new PolicyNotFound();
        }

        context.Remove(policy);
        audit.Add(context, actor, new AuditRecord("escalation_policy.deleted", "escalation_policy", policy.Name));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private async Task<ValidationFailure?> CheckAsync(PolicyDraft draft, bool isNew, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(draft.Name) || draft.Name.Length > 100 || draft.Name.Any(char.IsControl)
            || (isNew && await context.Set<EscalationPolicy>().CountAsync(cancellationToken) >= Most))
        {
            errors["name"] = [$"Give a name of at most 100 characters; there can be {Most} policies."];
        }

        if (draft.Services is { Count: > 100 } || draft.Services?.Any(service => service is null || service.Length > 128 || service.Any(char.IsControl)) == true)
        {
            errors["services"] = ["Give at most 100 names of at most 128 characters."];
        }

        var rotations = (draft.Levels ?? []).Where(level => level is not null).Select(level => level.RotationId).Distinct().ToList();
        if (draft.Levels is not { Count: > 0 and <= 10 } || draft.Levels.Any(level => level is null || level.AfterMinutes is < 0 or > 1_440)
            || await context.Set<Rotation>().CountAsync(rotation => rotations.Contains(rotation.Id), cancellationToken) != rotations.Count)
        {
            errors["levels"] = ["Give 1 to 10 levels, each 0 to 1440 minutes after the one before, with a rotation that exists."];
        }

        return errors.Count == 0 ? null : new ValidationFailure(errors);
    }
}
