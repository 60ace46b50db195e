using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Rules;

internal sealed record PolicyRuleNotFound() : NotFoundFailure("policy_rule.not_found", "There is no such rule.");

internal sealed record PolicyRuleNameTaken() : ConflictFailure("policy_rule.name_taken", "Another rule has this name.");

internal sealed record PolicyRuleChanged() : ConflictFailure("policy_rule.changed", "The rule has changed since you saw it. Look at it again before you change it.");

internal sealed record PolicyByPeopleOnly() : ForbiddenFailure("policy_rule.only_people", "Only a person changes the policy, not a service.");

/// <summary>Keeps the rules of the policy. A rule is a person's, is in force at once, and its every change is in the audit log.</summary>
internal sealed class PolicyRules(SreDbContext context, AuditLog audit, TimeProvider time)
{
    public const int Most = 200;

    public async Task<IReadOnlyList<PolicyRule>> ListAsync(CancellationToken cancellationToken) =>
        await context.Set<PolicyRule>().AsNoTracking().OrderBy(rule => rule.Name).Take(Most).ToListAsync(cancellationToken);

    public Task<PolicyRule?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        context.Set<PolicyRule>().AsNoTracking().SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken);

    /// <param name="id">Which one; null for a new one.</param>
    /// <param name="draft">What it should say.</param>
    /// <param name="by">Who wants that.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<Outcome<PolicyRule>> SaveAsync(Guid? id, PolicyRuleDraft draft, Actor by, CancellationToken cancellationToken)
    {
        if (by.Kind != ActorKind.User)
        {
            return new PolicyByPeopleOnly();
        }

        if (!PolicyRuleValidation.Check(draft).TryGet(out var definition, out var invalid))
        {
            return invalid;
        }

        var rule = id is { } known ? await context.Set<PolicyRule>().SingleOrDefaultAsync(row => row.Id == known, cancellationToken) : null;
        if (id is not null && rule is null)
        {
            return new PolicyRuleNotFound();
        }

        if (rule is null)
        {
            context.Add(rule = new PolicyRule(definition, draft.Enabled, by.Name, time.GetUtcNow()));
        }
        else
        {
            context.Entry(rule).Property(row => row.Version).OriginalValue = draft.Version ?? rule.Version;
            rule.Change(definition, draft.Enabled, by.Name, time.GetUtcNow());
        }

        audit.Add(context, by, Record(id is null ? "created" : "changed", rule));
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return rule;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new PolicyRuleChanged();
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new PolicyRuleNameTaken();
        }
    }

    public async Task<Outcome<Done>> DeleteAsync(Guid id, Actor by, CancellationToken cancellationToken)
    {
        if (by.Kind != ActorKind.User)
        {
            return new PolicyByPeopleOnly();
        }

        if (await context.Set<PolicyRule>().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) is not { } rule)
        {
            return new PolicyRuleNotFound();
        }

        context.Remove(rule);
        audit.Add(context, by, Record("deleted", rule));
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private static AuditRecord Record(string verb, PolicyRule rule) => new("policy_rule." + verb, "policy_rule", rule.Id.ToString())
    {
        Details = new Dictionary<string, string>
        {
            ["name"] = rule.Name,
            ["enabled"] = rule.Enabled ? "yes" : "no",
            ["approvals"] = rule.Approvals.ToString(CultureInfo.InvariantCulture),
            ["environments"] = string.Join(", ", rule.Environments),
            ["teams"] = string.Join(", ", rule.Teams),
            ["runbooks"] = string.Join(", ", rule.Runbooks),
            ["min_risk"] = EnumsAsText.ToText(rule.MinRisk),
            ["hours"] = rule.Hours == PolicyHours.Always
                ? "always"
                : string.Create(CultureInfo.InvariantCulture, $"{EnumsAsText.ToText(rule.Hours)} {string.Join(' ', rule.Definition.Days)} {rule.FromTime:HH\\:mm}-{rule.ToTime:HH\\:mm} {rule.TimeZone}"),
        },
    };
}
