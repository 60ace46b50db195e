using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.AlertRules.Backtest;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules.Ledger;

/// <summary>What changes of a rule would have done lately.</summary>
/// <param name="Real">Incidents of the rule that people acted on in that time.</param>
internal sealed record TuningReport(IReadOnlyList<TuningProposal> Proposals, int Real, TimeSpan Step);

/// <summary>Tries quieter forms of a rule on the last days, at its highest severity.</summary>
internal sealed class TuneRule(SreDbContext context, ReplayRule replay, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(3);

    private const string System = "system";
    private const int MostIncidents = 500;

    public async Task<MetricsAnswer<TuningReport>> RunAsync(Scope scope, AlertRuleDefinition rule, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow();
        var start = end - Length;
        var step = replay.Step(Length, rule.Interval);
        var before = await replay.RunAsync(rule.Expression, rule.For, start, end, step, cancellationToken);
        if (!before.IsAvailable)
        {
            return before.Failure;
        }

        var real = await RealAsync(scope, rule.Name, start, cancellationToken);
        var proposals = new List<TuningProposal>();
        foreach (var candidate in RuleTuning.Candidates(rule))
        {
            var after = await replay.RunAsync(candidate.Rule.Expression, candidate.Rule.For, start, end, step, cancellationToken);
            if (!after.IsAvailable)
            {
                return after.Failure;
            }

            proposals.Add(RuleTuning.Judge(candidate, before.Value, after.Value, real));
        }

        return new TuningReport(proposals, real.Select(incident => incident.Id).Distinct().Count(), step);
    }

    private async Task<IReadOnlyList<RealIncident>> RealAsync(Scope scope, string rule, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var people = context.Set<Incident>().Where(incident => incident.AcknowledgedBy != null || incident.Assignee != null || (incident.ResolvedBy != null && incident.ResolvedBy != System)).Select(incident => (Guid?)incident.Id);
        var alerts = await context.Set<Alert>().AsNoTracking().In(scope, context)
            .Where(alert => alert.Rule == rule && alert.StartsAt >= since && people.Contains(alert.IncidentId))
            .OrderByDescending(alert => alert.StartsAt).Take(MostIncidents)
            .Select(alert => new { alert.IncidentId, alert.StartsAt, alert.EndsAt }).ToListAsync(cancellationToken);
        var now = time.GetUtcNow();
        return [.. alerts.Select(alert => new RealIncident(alert.IncidentId!.Value, alert.StartsAt, alert.EndsAt ?? now))];
    }
}
