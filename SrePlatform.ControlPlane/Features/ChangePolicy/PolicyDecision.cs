using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.ChangePolicy.Rules;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>An action at a moment, as far as policy looks at it.</summary>
/// <param name="Environments">The one that it was asked for, and those of what it acts on: each of them counts.</param>
/// <param name="Teams">Who answers for the runbook, and who owns what it acts on.</param>
/// <param name="Asks">Who wants it.</param>
/// <param name="Floor">How many people have to approve it by what was decided before, whatever is said now.</param>
internal sealed record PolicyQuestion(string Runbook, RunbookRisk Risk, IReadOnlyCollection<string> Environments, IReadOnlyCollection<string> Teams, AskedBy Asks, DateTimeOffset At, int Floor = 0);

/// <summary>Who or what wants an action.</summary>
internal enum AskedBy
{
    Person,

    /// <summary>Something that was trusted to act by itself: an automatic runbook, a schedule that a person made.</summary>
    Trusted,

    /// <summary>Something that has not earned that, such as an agent.</summary>
    Untrusted,
}

/// <summary>One thing that asks for people.</summary>
/// <param name="Code">risk, not_earned, rule, maintenance or decided_before.</param>
/// <param name="Name">Of the risk, the rule or the maintenance window.</param>
/// <param name="Approvals">How many people.</param>
internal sealed record PolicyReason(string Code, string Name, int Approvals);

/// <summary>What policy says of an action.</summary>
/// <param name="Approvals">How many people other than the requester have to approve: the most that any reason asks for.</param>
/// <param name="HeldBy">The freeze that holds it, whoever approved; null if none does.</param>
internal sealed record PolicyVerdict(int Approvals, IReadOnlyList<PolicyReason> Reasons, ChangeFreeze? HeldBy);

/// <summary>
/// Decides how many people an action needs and whether it may run now: by risk, by what asks, by the rules that hold, by maintenance and by
/// freezes; the strictest wins. Pure, and the same where plans are made and where they run.
/// </summary>
internal static class PolicyDecision
{
    /// <param name="action">What, where, whose and when.</param>
    /// <param name="rules">Those that are on.</param>
    /// <param name="freezes">Those that may be on.</param>
    /// <param name="maintenance">Why somebody works on what it acts on; null if nobody does.</param>
    public static PolicyVerdict Of(PolicyQuestion action, IEnumerable<PolicyRuleDefinition> rules, IEnumerable<ChangeFreeze> freezes, string? maintenance = null)
    {
        var reasons = new List<PolicyReason>();
        Add("risk", EnumsAsText.ToText(action.Risk), action.Risk.RequiredApprovals());
        Add("not_earned", "", action.Asks == AskedBy.Untrusted ? 1 : 0);
        Add("decided_before", "", action.Floor);
        Add("maintenance", maintenance ?? "", maintenance is not null && action.Asks != AskedBy.Person ? 1 : 0);
        foreach (var rule in rules.Where(rule => rule.Holds(action)))
        {
            Add("rule", rule.Name, rule.Approvals);
        }

        var held = freezes.Where(freeze => freeze.StateAt(action.At) == FreezeState.Active && freeze.Covers(action.Environments, action.Teams)).MaxBy(freeze => freeze.EndsAt);
        return new PolicyVerdict(reasons.Select(reason => reason.Approvals).DefaultIfEmpty().Max(), reasons, held);

        void Add(string code, string name, int approvals)
        {
            if (approvals > 0)
            {
                reasons.Add(new PolicyReason(code, name, approvals));
            }
        }
    }
}
