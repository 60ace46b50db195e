using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;

namespace SrePlatform.ControlPlane.Features.Resources.Labels;

/// <summary>A rule with how many of the resources that it is about keep it.</summary>
internal sealed record LabelRuleRow(LabelRule Rule, int Of, int Breaking)
{
    public double Share => Of == 0 ? 1 : 1 - ((double)Breaking / Of);
}

/// <summary>How well labels are kept, within a scope.</summary>
internal sealed class ReadLabelRules(SreDbContext context)
{
    public async Task<IReadOnlyList<LabelRuleRow>> ListAsync(Scope scope, CancellationToken cancellationToken)
    {
        var rules = await context.Set<LabelRule>().AsNoTracking().OrderBy(rule => rule.Label).ToListAsync(cancellationToken);
        var resources = context.Set<Resource>().AsNoTracking().In(scope, context).Where(resource => resource.RetiredAt == null);
        var kinds = await resources.GroupBy(resource => resource.Kind).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var breaking = await context.Set<LabelViolation>().AsNoTracking().Where(violation => resources.Any(resource => resource.Id == violation.ResourceId))
            .GroupBy(violation => violation.RuleId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return
        [
            .. rules.Select(rule => new LabelRuleRow(
                rule,
                kinds.Where(kind => rule.Kinds.Count == 0 || rule.Kinds.Contains(EnumsAsText.ToText(kind.Key))).Sum(kind => kind.Count),
                breaking.GetValueOrDefault(rule.Id))),
        ];
    }

    /// <summary>How many resources break any rule.</summary>
    public Task<int> CountBreakingAsync(Scope scope, CancellationToken cancellationToken) => context.Set<Resource>().AsNoTracking().In(scope, context)
        .CountAsync(resource => resource.RetiredAt == null && context.Set<LabelViolation>().Any(violation => violation.ResourceId == resource.Id), cancellationToken);

    /// <summary>What is wrong with these resources.</summary>
    public async Task<ILookup<Guid, LabelViolation>> OfAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        (await context.Set<LabelViolation>().AsNoTracking().Where(violation => ids.Contains(violation.ResourceId)).OrderBy(violation => violation.Label).ToListAsync(cancellationToken))
        .ToLookup(violation => violation.ResourceId);
}
