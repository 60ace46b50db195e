using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.AlertRules.Editing;

/// <summary>
/// What changes of a stored rule have alike: the version that was seen is compared. Delivery moves a row's <c>xmin</c> too, so what people
/// hold is the time of the last change by a person; the row itself is locked while it changes.
/// </summary>
internal sealed class AlertRuleChange(SreDbContext context)
{
    public Task<Outcome<AlertRule>> RunAsync(Scope scope, Guid id, long version, Func<AlertRule, Failure?> change, CancellationToken cancellationToken) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var isSeen = await context.Set<AlertRule>().AsNoTracking().In(scope, context).AnyAsync(known => known.Id == id, token);
            var rule = !isSeen ? null : await context.Set<AlertRule>().FromSql($"SELECT r.*, r.xmin FROM control.alert_rule r WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(token);
            if (rule is null)
            {
                return (Outcome<AlertRule>)new AlertRuleNotFound();
            }

            if (rule.Edition != version)
            {
                return new AlertRuleChanged();
            }

            if (change(rule) is { } failure)
            {
                return failure;
            }

            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return rule;
        }, cancellationToken);
}
