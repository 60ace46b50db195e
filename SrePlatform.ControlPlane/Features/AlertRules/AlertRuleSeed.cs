using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Writes the platform's own rules, and takes away those that it no longer brings. Whether a rule is on stays as people left it.</summary>
internal sealed class AlertRuleSeed(TimeProvider time) : IDatabaseSeed
{
    public int Order => 30;

    public async Task SeedAsync(SreDbContext context, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var interval = ScrapeInterval.From(configuration).Value;
        var definitions = SeededRules.Always(interval)
            .Concat(configuration.GetValue("Seed:DemoRules", false) ? SeededRules.Services(interval) : [])
            .ToDictionary(rule => rule.Name, StringComparer.Ordinal);
        var known = await context.Set<AlertRule>().ToDictionaryAsync(rule => rule.Name, StringComparer.Ordinal, cancellationToken);
        foreach (var (name, definition) in definitions)
        {
            if (!known.TryGetValue(name, out var rule))
            {
                context.Add(AlertRule.Create(definition, RuleOrigin.Seeded, now));
            }
            else if (rule.Origin is RuleOrigin.Seeded)
            {
                rule.Define(definition, now);
            }
        }

        context.RemoveRange(known.Values.Where(rule => rule.Origin is RuleOrigin.Seeded && !definitions.ContainsKey(rule.Name)));
    }
}
