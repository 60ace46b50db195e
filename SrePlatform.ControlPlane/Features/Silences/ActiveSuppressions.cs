using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Features.Topology;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>What holds alerts back at one moment; loaded once for a batch of alerts, by whoever holds the grouping lock.</summary>
internal sealed class ActiveSuppressions
{
    /// <summary>The label with which a rule's alerts explain those of what depends on their target.</summary>
    public const string InhibitsLabel = "inhibits";

    public const string InhibitsDependants = "dependants";

    // Written out, so that the index of explaining alerts serves it.
    private const string CausesSql = "SELECT * FROM control.alert WHERE status = 'firing' AND service IS NOT NULL AND labels ->> 'inhibits' = 'dependants'";

    private const int MostSilences = 1_000;
    private const int MostCauses = 500;

    private readonly IReadOnlyList<Silence> _silences;
    private readonly List<ExplainingAlert> _causes;
    private readonly Dependencies _dependencies;
    private readonly Dictionary<Guid, int> _suppressed = [];

    private ActiveSuppressions(IReadOnlyList<Silence> silences, List<ExplainingAlert> causes, Dependencies dependencies) =>
        (_silences, _causes, _dependencies) = (silences, causes, dependencies);

    /// <summary>Whether anything can be held back at all.</summary>
    public bool IsAny => _silences.Count > 0 || _causes.Count > 0;

    public static bool Explains(Alert alert) => alert.Labels.GetValueOrDefault(InhibitsLabel) == InhibitsDependants;

    public static async Task<ActiveSuppressions> LoadAsync(SreDbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var silences = await SilencesAsync(context, now, cancellationToken);
        var causes = await context.Set<Alert>()
            .FromSqlRaw(CausesSql)
            .AsNoTracking().OrderBy(alert => alert.StartsAt).Take(MostCauses)
            .Select(alert => new ExplainingAlert(alert.Id, alert.Fingerprint, alert.Rule, alert.Service, alert.ResourceId, alert.Resource, alert.StartsAt, alert.IncidentId))
            .ToListAsync(cancellationToken);
        var edges = causes.Count == 0
            ? []
            : await context.Set<DeclaredEdge>().AsNoTracking().Select(edge => new { edge.FromService, edge.ToService }).ToListAsync(cancellationToken);
        return new(silences, causes, new Dependencies(edges.Select(edge => (edge.FromService, edge.ToService))));
    }

    /// <summary>The silences and maintenance windows that hold now.</summary>
    public static async Task<IReadOnlyList<Silence>> SilencesAsync(SreDbContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var current = await context.Set<Silence>().AsNoTracking()
            .Where(silence => silence.EndedAt == null && silence.StartsAt <= now && (silence.EndsAt == null || silence.EndsAt > now))
            .OrderBy(silence => silence.CreatedAt).Take(MostSilences).ToListAsync(cancellationToken);
        return [.. current.Where(silence => silence.WindowAt(now) is not null)];
    }

    public Suppression? Decide(Alert alert)
    {
        var suppression = SuppressionDecision.Decide(AlertFacts.Of(alert), alert.Fingerprint, alert.StartsAt, _silences, _causes, _dependencies.DependsOn);
        if (suppression is { Reason: not SuppressionReason.Inhibited, By: var silence })
        {
            _suppressed[silence] = _suppressed.GetValueOrDefault(silence) + 1;
        }

        return suppression;
    }

    /// <summary>Makes the incident of an explaining alert known to the decisions that follow.</summary>
    public void Note(Alert alert)
    {
        var place = _causes.FindIndex(cause => cause.Id == alert.Id);
        if (place >= 0)
        {
            _causes[place] = _causes[place] with { IncidentId = alert.IncidentId };
        }
    }

    /// <summary>Counts what each silence held back.</summary>
    public async Task CountAsync(SreDbContext context, CancellationToken cancellationToken)
    {
        foreach (var (id, count) in _suppressed)
        {
            await context.Set<Silence>().Where(silence => silence.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(silence => silence.Suppressed, silence => silence.Suppressed + count), cancellationToken);
        }
    }
}
