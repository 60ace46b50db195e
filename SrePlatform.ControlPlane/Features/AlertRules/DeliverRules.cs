using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Writes the rules that vmalert should evaluate, and reads back which of them it does. To be done by one replica at a time.</summary>
internal sealed partial class DeliverRules(
    SreDbContext context, VictoriaMetricsClient metrics, VmAlertClient vmalert, ExpressionCheck check, IOptionsMonitor<AlertRuleOptions> options, TimeProvider time, ILogger<DeliverRules> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var rules = await context.Set<AlertRule>().OrderBy(rule => rule.Name).ToListAsync(cancellationToken);
        var problems = new Dictionary<AlertRule, RuleSync>();
        await CheckAsync(rules.Where(rule => rule.Enabled), problems, cancellationToken);
        Publish(rules, problems);
        var loaded = await vmalert.ListAsync(cancellationToken);
        var byName = loaded.IsAvailable ? loaded.Value.ToLookup(rule => (rule.Group, rule.Name)) : null;
        foreach (var rule in rules)
        {
            var sync = problems.TryGetValue(rule, out var problem)
                ? problem
                : byName is null
                    ? new(RuleSyncState.Pending, RuleSyncReason.VmalertUnavailable, loaded.Failure?.Detail)
                    : RuleSyncDecision.Decide(rule.Definition(), rule.Enabled, [.. byName[(rule.Group, rule.Name)]]);
            rule.Synced(sync, time.GetUtcNow());
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task CheckAsync(IEnumerable<AlertRule> rules, Dictionary<AlertRule, RuleSync> problems, CancellationToken cancellationToken)
    {
        foreach (var rule in rules)
        {
            foreach (var definition in rule.Definition().EachSeverity())
            {
                if (await check.CheckAsync(metrics, definition.Expression, cancellationToken) is { } failure)
                {
                    problems[rule] = failure.IsBadQuery
                        ? new(RuleSyncState.Failed, RuleSyncReason.BadExpression, failure.Detail)
                        : new(RuleSyncState.Pending, RuleSyncReason.MetricsUnavailable, failure.Detail);
                }
            }
        }
    }

    /// <summary>A rule that is not understood is left out. While nobody can say, what vmalert has stays as it is.</summary>
    private void Publish(List<AlertRule> rules, Dictionary<AlertRule, RuleSync> problems)
    {
        if (problems.Values.Any(problem => problem.Reason is RuleSyncReason.MetricsUnavailable))
        {
            return;
        }

        if (options.CurrentValue.Directory is not { Length: > 0 } directory)
        {
            rules.ForEach(rule => problems.TryAdd(rule, new(RuleSyncState.Pending, RuleSyncReason.NoDirectory)));
            return;
        }

        try
        {
            var files = RuleFile.Write(rules.Where(rule => rule.Enabled && !problems.ContainsKey(rule)).SelectMany(rule => rule.Definition().EachSeverity()));
            if (new RuleDirectory(directory).Publish(files) is { } generation)
            {
                Log.Published(logger, generation, rules.Count(rule => rule.Enabled) - problems.Count, problems.Count);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, exception, directory);
            rules.ForEach(rule => problems.TryAdd(rule, new(RuleSyncState.Pending, RuleSyncReason.DirectoryFailed, exception.Message)));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Generation {Generation} of the rules is current: {Rules} rules, {LeftOut} left out.")]
        public static partial void Published(ILogger logger, int generation, int rules, int leftOut);

        [LoggerMessage(Level = LogLevel.Error, Message = "Rules cannot be written to {Directory}.")]
        public static partial void NotWritten(ILogger logger, Exception exception, string directory);
    }
}
