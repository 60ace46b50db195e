using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>What a draft would hold back.</summary>
/// <param name="Firing">Alerts that fire now.</param>
/// <param name="Recent">Alerts of the last day that have ended.</param>
/// <param name="Examples">Some of them, firing ones first.</param>
/// <param name="Next">When it begins the next times, if it comes back.</param>
/// <param name="IsWhole">Whether all alerts were looked at; there may be too many.</param>
internal sealed record SilencePreview(int Firing, int Recent, IReadOnlyList<AlertView> Examples, IReadOnlyList<DateTimeOffset> Next, bool IsWhole);

/// <summary>Tries a draft on the alerts of the last day without storing anything.</summary>
internal sealed class PreviewSilence(SreDbContext context, TimeProvider time)
{
    private const int Most = 5_000;
    private const int MostExamples = 10;

    public async Task<Outcome<SilencePreview>> RunAsync(Scope scope, SilenceDraft draft, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!SilenceValidation.Check(string.IsNullOrWhiteSpace(draft.Reason) ? draft with { Reason = "preview" } : draft, now).TryGet(out var definition, out var failure))
        {
            return failure;
        }

        var silence = Silence.Create(definition, "preview", now);
        var since = now.AddDays(-1);
        var alerts = await context.Set<Alert>().AsNoTracking().In(scope, context)
            .Where(alert => alert.Status == AlertStatus.Firing || alert.StartsAt >= since)
            .OrderBy(alert => alert.Status == AlertStatus.Firing ? 0 : 1).ThenByDescending(alert => alert.StartsAt)
            .Take(Most + 1).Select(AlertView.Projection).ToListAsync(cancellationToken);
        List<AlertView> covered = [.. alerts.Take(Most).Where(alert => silence.Covers(AlertFacts.Of(alert)))];
        var firing = covered.Count(alert => alert.Status is AlertStatus.Firing);
        return new SilencePreview(
            firing, covered.Count - firing, [.. covered.Take(MostExamples)],
            silence.Cron is { } cron ? SilenceSchedule.Next(cron, silence.TimeZone!, now, 3) : [], alerts.Count <= Most);
    }
}
