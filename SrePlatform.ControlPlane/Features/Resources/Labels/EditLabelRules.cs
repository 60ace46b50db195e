using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Labels;

/// <summary>Adds and removes rules about labels; the caller has checked that the actor administers the installation.</summary>
internal sealed class EditLabelRules(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int MostRules = 50;
    private const int MostValues = 50;

    public async Task<Outcome<LabelRule>> AddAsync(LabelRuleDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (Check(draft) is { Count: > 0 } errors)
        {
            return new ResourceInvalid(errors);
        }

        if (await context.Set<LabelRule>().CountAsync(cancellationToken) >= MostRules)
        {
            return new ResourceInvalid([new("label", "too_many_rules", $"{MostRules}")]);
        }

        var rule = LabelRule.Create(draft, time.GetUtcNow());
        context.Add(rule);
        audit.Add(context, actor, new("label_rule.added", "label_rule", rule.Id.ToString())
        {
            Details = new Dictionary<string, string>
            {
                ["label"] = rule.Label, ["required"] = rule.IsRequired ? "true" : "false", ["allowed"] = string.Join(", ", rule.AllowedValues),
                ["kinds"] = string.Join(", ", rule.Kinds), ["enforced"] = rule.IsEnforced ? "true" : "false",
            },
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return rule;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new ResourceInvalid([new("label", "rule_exists", rule.Label)]);
        }
    }

    public async Task<Outcome<Done>> RemoveAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await context.Set<LabelRule>().SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) is not { } rule)
        {
            return new NotFoundFailure("label_rule.not_found", "There is no such rule; it may have been removed.");
        }

        context.Remove(rule);
        audit.Add(context, actor, new("label_rule.removed", "label_rule", id.ToString()) { Details = new Dictionary<string, string> { ["label"] = rule.Label } });
        await context.SaveChangesAsync(cancellationToken);
        return Done.Value;
    }

    private static List<InvalidField> Check(LabelRuleDraft draft)
    {
        var errors = new List<InvalidField>();
        var label = draft.Label?.Trim();
        if (string.IsNullOrEmpty(label))
        {
            errors.Add(new("label", "required"));
        }
        else
        {
            errors.AddRange(ResourceValidation.CheckLabelName(label).Select(error => error with { Field = "label" }));
        }

        if (draft.AllowedValues.Count > MostValues)
        {
            errors.Add(new("allowed_values", "too_many_values", $"{MostValues}"));
        }

        errors.AddRange(draft.AllowedValues.Where(value => value.Length > ResourceValidation.LongestLabelValue || value.Any(char.IsControl))
            .Select(value => new InvalidField("allowed_values", "label_value", label ?? "", $"{ResourceValidation.LongestLabelValue}")));
        if (!draft.IsRequired && draft.AllowedValues.Count == 0)
        {
            errors.Add(new("allowed_values", "rule_says_nothing"));
        }

        return errors;
    }
}
