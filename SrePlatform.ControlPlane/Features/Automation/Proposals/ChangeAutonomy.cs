using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>What somebody decides about a pair.</summary>
/// <param name="Seen">The level as it was shown.</param>
/// <param name="Anyway">An administrator's word may stand against the record.</param>
internal sealed record LevelChange(AutonomyLevel Level, AutonomyLevel Seen, string? Reason, bool Anyway);

/// <summary>Sets how far a runbook may go by itself for a rule: upwards by what it has earned, downwards at any time, always by a person with a reason.</summary>
internal sealed class ChangeAutonomy(SreDbContext context, FindRunbook runbooks, AuditLog audit, TimeProvider time)
{
    public const int LongestReason = 500;

    public async Task<Outcome<Autonomy>> RunAsync(Scope scope, Guid id, LevelChange change, Actor by, CancellationToken cancellationToken)
    {
        if (by.Kind != ActorKind.User)
        {
            return new AutonomyByPeopleOnly();
        }

        if (string.IsNullOrWhiteSpace(change.Reason) || change.Reason.Length > LongestReason || change.Reason.Contains('\0', StringComparison.Ordinal))
        {
            return new ValidationFailure("reason", $"Say why, in at most {LongestReason} characters.");
        }

        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            if (await AutonomyRows.LockAsync(context, id, token) is not { } pair || !AutonomyVisibility.Sees(scope, pair))
            {
                return new AutonomyNotFound();
            }

            var runbook = (await runbooks.CurrentAsync(pair.Runbook, token)).Value;
            var promotion = PromotionDecision.Of(pair, runbook?.Document.Risk);
            if (Refusal(scope, pair, change, promotion) is { } refusal)
            {
                return refusal;
            }

            var (from, earned) = (pair.Level, promotion.To is { } to && change.Level <= to);
            audit.Add(context, by, new AuditRecord(change.Level > from ? "autonomy.raised" : "autonomy.lowered", "autonomy", pair.Id.ToString())
            {
                Details = Details(pair, from, change.Level, change.Reason.Trim(), change.Level < from || earned ? null : promotion.Reason),
            });
            pair.Change(change.Level, runbook?.Version ?? pair.RunbookVersion, by.Name, change.Reason.Trim(), time.GetUtcNow());
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return (Outcome<Autonomy>)pair;
        }, cancellationToken);
    }

    /// <summary>What the audit log says of a change, with the record that it was made on.</summary>
    internal static Dictionary<string, string> Details(Autonomy pair, AutonomyLevel from, AutonomyLevel to, string because, PromotionReason? against = null)
    {
        var details = new Dictionary<string, string>
        {
            ["rule"] = pair.Rule,
            ["runbook"] = pair.Runbook,
            ["from"] = EnumsAsText.ToText(from),
            ["to"] = EnumsAsText.ToText(to),
            ["because"] = because,
            ["record"] = string.Create(CultureInfo.InvariantCulture, $"proposed {pair.Proposed}, right {pair.Right}, wrong {pair.Wrong}, executed {pair.Executed}, verified {pair.Verified}, reverted {pair.Reverted}"),
        };
        if (against is { } reason)
        {
            details["against_the_record"] = EnumsAsText.ToText(reason);
        }

        return details;
    }

    private static Failure? Refusal(Scope scope, Autonomy pair, LevelChange change, Promotion promotion) =>
        pair.Team is { } team && !scope.Manages(team) ? new AutonomyOfOtherTeam()
        : pair.Level != change.Seen ? new AutonomyChanged()
        : pair.Level == change.Level ? new AutonomySame()
        : change.Level < pair.Level ? null
        : promotion.Reason == PromotionReason.RunbookGone ? new AutonomyWithoutRunbook()
        : promotion.To is { } to && change.Level <= to || change.Anyway ? null
        : new AutonomyNotEarned();
}
