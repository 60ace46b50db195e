using Microsoft.EntityFrameworkCore;
using Npgsql;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Adds, replaces or deletes an objective, in one transaction with its three rules, which are delivered like any others.</summary>
internal sealed class SaveSlo(SreDbContext context, VictoriaMetricsClient metrics, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Slo>> CreateAsync(SloDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!(await CheckAsync(draft, cancellationToken)).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        var slo = Slo.Create(definition, seeded: false, time.GetUtcNow());
        context.Add(slo);
        await SloRules.WriteAsync(context, slo, time.GetUtcNow(), cancellationToken);
        return await SaveAsync(slo, "created", actor, cancellationToken);
    }

    public async Task<Outcome<Slo>> EditAsync(Guid id, uint version, SloDraft draft, Actor actor, CancellationToken cancellationToken)
    {
        if (!(await CheckAsync(draft, cancellationToken)).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        if (!(await FindAsync(id, version, cancellationToken)).TryGet(out var slo, out var refused))
        {
            return refused;
        }

        if (slo.Name != definition.Name)
        {
            return new SloInvalid([new("name", "fixed_name")]);
        }

        slo.Define(definition, time.GetUtcNow());
        await SloRules.WriteAsync(context, slo, time.GetUtcNow(), cancellationToken);
        return await SaveAsync(slo, "edited", actor, cancellationToken);
    }

    public async Task<Outcome<Slo>> DeleteAsync(Guid id, uint version, Actor actor, CancellationToken cancellationToken)
    {
        if (!(await FindAsync(id, version, cancellationToken)).TryGet(out var slo, out var refused))
        {
            return refused;
        }

        context.Remove(slo);
        await SloRules.RemoveAsync(context, slo, cancellationToken);
        return await SaveAsync(slo, "deleted", actor, cancellationToken);
    }

    private async Task<Outcome<Slo>> FindAsync(Guid id, uint version, CancellationToken cancellationToken)
    {
        if (await context.Set<Slo>().SingleOrDefaultAsync(known => known.Id == id, cancellationToken) is not { } slo)
        {
            return new SloNotFound();
        }

        return slo.Version != version ? new SloChanged() : slo.Seeded ? new SloIsSeeded() : slo;
    }

    /// <summary>What VictoriaMetrics does not understand is never stored.</summary>
    private async Task<Outcome<SloDefinition>> CheckAsync(SloDraft draft, CancellationToken cancellationToken)
    {
        if (!SloValidation.Check(draft).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        foreach (var (field, query) in new[] { ("good_query", definition.GoodQuery), ("total_query", definition.TotalQuery), ("total_query", SloQueries.ErrorRatio(definition.GoodQuery, definition.TotalQuery, SloQueries.Window)) })
        {
            var answer = await metrics.QueryAsync(query.Replace(SloQueries.Window, "5m", StringComparison.Ordinal), cancellationToken: cancellationToken);
            if (!answer.IsAvailable)
            {
                return answer.Failure.IsBadQuery ? new SloInvalid([new(field, "query", answer.Failure.Detail)]) : new SloUnchecked(answer.Failure.Detail);
            }
        }

        return definition;
    }

    private async Task<Outcome<Slo>> SaveAsync(Slo slo, string verb, Actor actor, CancellationToken cancellationToken)
    {
        audit.Add(context, actor, new("slo." + verb, "slo", slo.Id.ToString())
        {
            Service = slo.Service,
            Details = new Dictionary<string, string> { ["name"] = slo.Name, ["objective"] = $"{slo.Objective:0.#####}", ["window_days"] = $"{slo.WindowDays}" },
        });
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            return slo;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new SloChanged();
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return SloInvalid.NameTaken;
        }
    }
}

/// <summary>Keeps the rules of an objective as it says.</summary>
internal static class SloRules
{
    public static async Task WriteAsync(SreDbContext context, Slo slo, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var definitions = BurnRates.Rules(slo);
        var names = definitions.Select(rule => rule.Name).ToList();
        var known = await context.Set<AlertRule>().Where(rule => rule.Origin == RuleOrigin.Slo && names.Contains(rule.Name)).ToDictionaryAsync(rule => rule.Name, cancellationToken);
        foreach (var definition in definitions)
        {
            if (known.TryGetValue(definition.Name, out var rule))
            {
                rule.Define(definition, now);
            }
            else
            {
                context.Add(AlertRule.Create(definition, RuleOrigin.Slo, now));
            }
        }
    }

    public static async Task RemoveAsync(SreDbContext context, Slo slo, CancellationToken cancellationToken)
    {
        var names = BurnRates.All.Select(rate => BurnRates.RuleName(slo, rate)).ToList();
        context.RemoveRange(await context.Set<AlertRule>().Where(rule => rule.Origin == RuleOrigin.Slo && names.Contains(rule.Name)).ToListAsync(cancellationToken));
    }
}
