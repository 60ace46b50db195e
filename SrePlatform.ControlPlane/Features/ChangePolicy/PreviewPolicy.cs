using SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>What would happen to a runbook.</summary>
internal enum PolicyEffect
{
    /// <summary>It runs at once.</summary>
    Runs,

    /// <summary>It waits for people.</summary>
    WaitsForPeople,

    /// <summary>A freeze holds it, whoever approves it.</summary>
    Held,
}

/// <summary>A question about the policy.</summary>
/// <param name="Runbook">Name of the runbook.</param>
/// <param name="Environment">Where; production if absent.</param>
/// <param name="Asks">person, trusted (automatic, or a schedule) or untrusted (an agent); a person if absent.</param>
/// <param name="Targets">What it would act on, such as service:payment.</param>
/// <param name="At">When; now if absent.</param>
internal sealed record PolicyPreviewPost(string? Runbook, string? Environment = null, AskedBy? Asks = null, IReadOnlyList<string>? Targets = null, DateTimeOffset? At = null);

/// <summary>The answer.</summary>
/// <param name="Effect">runs, waits_for_people or held.</param>
/// <param name="Approvals">How many people other than the requester.</param>
/// <param name="Reasons">What asks for them.</param>
/// <param name="HeldBy">The freeze that holds it.</param>
internal sealed record PolicyPreview(
    string Runbook, RunbookRisk Risk, string Environment, IReadOnlyList<string> Teams, DateTimeOffset At, PolicyEffect Effect, int Approvals, IReadOnlyList<PolicyReason> Reasons, FreezeView? HeldBy);

/// <summary>Says what would happen for a runbook, now or at a time; nothing is stored.</summary>
internal sealed class PreviewPolicy(AskPolicy policies, FindRunbook runbooks, TimeProvider time)
{
    private const int MostTargets = 20;
    private const int LongestName = 200;
    private const int LongestEnvironment = 64;

    public async Task<Outcome<PolicyPreview>> RunAsync(PolicyPreviewPost post, CancellationToken cancellationToken)
    {
        var (name, environment) = (post.Runbook?.Trim() ?? "", string.IsNullOrWhiteSpace(post.Environment) ? "production" : post.Environment.Trim());
        var targets = post.Targets ?? [];
        var errors = new List<InvalidField>();
        var runbook = name.Length is 0 or > LongestName || name.Contains('\0', StringComparison.Ordinal) ? null : (await runbooks.CurrentAsync(name, cancellationToken)).Value;
        if (runbook is null)
        {
            errors.Add(new("runbook", "runbook"));
        }

        if (environment.Length > LongestEnvironment || environment.Any(char.IsControl))
        {
            errors.Add(new("environment", "environment"));
        }

        if (targets.Count > MostTargets || targets.Any(target => target is null || target.Length > LongestName || target.Any(char.IsControl)))
        {
            errors.Add(new("targets", "names"));
        }

        if (errors.Count > 0)
        {
            return new PolicyInvalid(errors);
        }

        var (document, at) = (runbook!.Document, post.At?.ToUniversalTime() ?? time.GetUtcNow());
        var action = new PolicyAction(runbook.Name, document.Risk, environment, document.Team, targets.Count > 0 ? targets : document.Targets, post.Asks ?? AskedBy.Person);
        var verdict = await policies.RunAsync(action, at, cancellationToken);
        var effect = verdict.HeldBy is not null ? PolicyEffect.Held : verdict.Approvals > 0 ? PolicyEffect.WaitsForPeople : PolicyEffect.Runs;
        return new PolicyPreview(
            runbook.Name, document.Risk, environment, (await policies.ReachAsync(action, cancellationToken)).Teams, at, effect, verdict.Approvals, verdict.Reasons,
            verdict.HeldBy is { } freeze ? FreezeView.Of(freeze, at) : null);
    }
}
