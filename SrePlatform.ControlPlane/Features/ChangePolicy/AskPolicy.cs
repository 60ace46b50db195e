using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Features.Silences;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>Says what policy says of an action now: with the rules, freezes and maintenance windows as they are.</summary>
internal sealed class AskPolicy(SreDbContext context)
{
    private const int Most = 200;

    public async Task<PolicyVerdict> RunAsync(PolicyAction action, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var rules = await context.Set<PolicyRule>().AsNoTracking().Where(rule => rule.Enabled).OrderBy(rule => rule.Name).Take(Most).ToListAsync(cancellationToken);
        var freezes = await FreezesAsync(at, cancellationToken);
        var names = Names(action.Targets);
        var silences = await ActiveSuppressions.SilencesAsync(context, at, cancellationToken);
        var maintenance = silences.FirstOrDefault(silence => silence.Kind == SilenceKind.Maintenance && silence.Services.Any(names.Contains));
        var reach = await ReachAsync(action, cancellationToken);
        var question = new PolicyQuestion(action.Runbook, action.Risk, reach.Environments, reach.Teams, action.Asks, at, action.Floor);
        return PolicyDecision.Of(question, rules.Select(rule => rule.Definition), freezes, maintenance?.Reason);
    }

    /// <summary>The freezes that are on.</summary>
    public async Task<IReadOnlyList<ChangeFreeze>> FreezesAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        await context.Set<ChangeFreeze>().AsNoTracking().Where(freeze => freeze.StartsAt <= at && freeze.EndsAt > at).OrderByDescending(freeze => freeze.EndsAt).Take(Most).ToListAsync(cancellationToken);

    /// <summary>The environments and teams that an action touches.</summary>
    public async Task<PolicyReach> ReachAsync(PolicyAction action, CancellationToken cancellationToken)
    {
        var names = Names(action.Targets);
        var touched = await context.Set<Resource>().AsNoTracking().Where(resource => resource.RetiredAt == null && (names.Contains(resource.Service) || names.Contains(resource.Name)))
            .Select(resource => new { resource.Team, resource.Environment }).Distinct().Take(Most).ToListAsync(cancellationToken);
        return new PolicyReach(Known(touched.Select(resource => resource.Environment).Append(action.Environment)), Known(touched.Select(resource => resource.Team).Append(action.Team ?? "")));
    }

    private static IReadOnlyList<string> Known(IEnumerable<string> names) => [.. names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What targets are called, without their kind.</summary>
    private static List<string> Names(IReadOnlyList<string> targets) => [.. targets.Select(target => target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..])];
}
