using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>
/// Lets go of firing alerts whose silence is over or whose explaining alert has ended: they wait for grouping again. And holds back alerts
/// that were already grouped when a silence began, or when their cause was seen late. The caller holds the grouping lock.
/// </summary>
internal sealed class ReviseSuppressions(SreDbContext context, TimeProvider time)
{
    private const int Most = 2_000;

    /// <summary>True if alerts wait for grouping because of it.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var released = await ReleaseAsync(now, cancellationToken);
        await HoldBackAsync(now, cancellationToken);
        return released;
    }

    private async Task<bool> ReleaseAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var holders = await context.Set<Alert>().AsNoTracking()
            .Where(alert => alert.Status == AlertStatus.Firing && alert.Suppression != null && alert.SuppressedBy != null)
            .Select(alert => new { alert.Suppression, Id = alert.SuppressedBy!.Value }).Distinct().ToListAsync(cancellationToken);
        if (holders.Count == 0)
        {
            return false;
        }

        var silences = (await ActiveSuppressions.SilencesAsync(context, now, cancellationToken)).Select(silence => silence.Id).ToHashSet();
        var causes = holders.Where(holder => holder.Suppression == SuppressionReason.Inhibited).Select(holder => holder.Id).ToList();
        var firing = causes.Count == 0
            ? []
            : (await context.Set<Alert>().AsNoTracking().Where(alert => causes.Contains(alert.Id) && alert.Status == AlertStatus.Firing).Select(alert => alert.Id).ToListAsync(cancellationToken)).ToHashSet();
        List<Guid> over = [.. holders.Where(holder => holder.Suppression == SuppressionReason.Inhibited ? !firing.Contains(holder.Id) : !silences.Contains(holder.Id)).Select(holder => holder.Id)];
        if (over.Count == 0)
        {
            return false;
        }

        // What joined an incident of its own before it was held back stays there; the rest is grouped as if it had just come in.
        return await context.Database.ExecuteSqlAsync(
            $"""
             UPDATE control.alert SET suppression = NULL, suppressed_by = NULL, suppression_note = NULL,
                 grouped_at = CASE WHEN grouping_reason IN ('silenced', 'maintenance', 'inhibited') THEN NULL ELSE grouped_at END,
                 incident_id = CASE WHEN grouping_reason = 'inhibited' THEN NULL ELSE incident_id END
             WHERE status = 'firing' AND suppressed_by = ANY({over.ToArray()})
             """, cancellationToken) > 0;
    }

    private async Task HoldBackAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var active = await ActiveSuppressions.LoadAsync(context, now, cancellationToken);
        if (!active.IsAny)
        {
            return;
        }

        var alerts = await context.Set<Alert>()
            .Where(alert => alert.Status == AlertStatus.Firing && alert.Suppression == null && alert.GroupedAt != null)
            .OrderByDescending(alert => alert.StartsAt).Take(Most).ToListAsync(cancellationToken);
        foreach (var alert in alerts)
        {
            if (active.Decide(alert) is { } suppression)
            {
                alert.HoldBack(suppression.Reason, suppression.By, suppression.Note);
            }
        }

        await active.CountAsync(context, cancellationToken);
    }
}
