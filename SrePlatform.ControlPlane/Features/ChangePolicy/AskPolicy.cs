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
        var question = new PolicyQuestion(action.Runbook, action.Risk, action.Environment, await TeamsAsync(action, cancellationToken), action.Asks, at, action.Floor);
        return PolicyDecision.Of(question, rules.Select(rule => rule.Definition), freezes, maintenance?.Reason);
    }

    /// <summary>The freezes that are on.</summary>
    public async Task<IReadOnlyList<ChangeFreeze>> FreezesAsync(DateTimeOffset at, CancellationToken cancellationToken) =>
        await context.Set<ChangeFreeze>().AsNoTracking().Where(freeze => freeze.StartsAt <= at && freeze.EndsAt > at).OrderByDescending(freeze => freeze.EndsAt).Take(Most).ToListAsync(cancellationToken);

    /// <summary>Who answers for the runbook, and who owns what it acts on.</summary>
    public async Task<IReadOnlyList<string>> TeamsAsync(PolicyAction action, CancellationToken cancellationToken)
    {
        var names = Names(action.Targets);
        var owners = await context.Set<Resource>().AsNoTracking().Where(resource => resource.RetiredAt == null && (names.Contains(resource.Service) || names.Contains(resource.Name)))
            .Select(resource => resource.Team).Distinct().Take(Most).ToListAsync(cancellationToken);
        return [.. owners.Append(action.Team ?? "").Where(team => team.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>What targets are called, without their kind.</summary>
    private static List<string> Names(IReadOnlyList<string> targets) => [.. targets.Select(target => target[(target.IndexOf(':', StringComparison.Ordinal) + 1)..])];
}
