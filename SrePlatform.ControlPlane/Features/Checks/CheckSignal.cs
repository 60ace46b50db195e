using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Resources;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Checks;

/// <summary>A resource is down if one of its checks failed last, and silent if nobody asks any more.</summary>
internal sealed class CheckSignal(SreDbContext context) : IHealthSignal
{
    public async Task<IReadOnlyDictionary<Guid, ResourceHealth>> ReadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var results = await context.Set<ResourceCheck>().AsNoTracking()
            .Where(check => check.Enabled && check.LastAt != null)
            .Select(check => new { check.ResourceId, check.Name, check.IntervalSeconds, At = check.LastAt!.Value, Succeeded = check.LastSucceeded == true })
            .ToListAsync(cancellationToken);
        return results.GroupBy(result => result.ResourceId).ToDictionary(
            group => group.Key,
            group => group.Select(result => Judge(result.Name, result.Succeeded, result.At, TimeSpan.FromSeconds(result.IntervalSeconds), now))
                .OrderBy(health => health.State is HealthState.Down ? 0 : health.State is HealthState.Stale ? 1 : 2).ThenBy(health => health.What, StringComparer.Ordinal).First());
    }

    internal static ResourceHealth Judge(string check, bool succeeded, DateTimeOffset at, TimeSpan interval, DateTimeOffset now) =>
        ResourceHealthDecision.IsOld(at, now, interval) ? new(HealthState.Stale, HealthReason.NoRecentCheck, at, check)
        : succeeded ? new(HealthState.Up, HealthReason.CheckPassed, at, check)
        : new(HealthState.Down, HealthReason.CheckFailed, at, check);
}
