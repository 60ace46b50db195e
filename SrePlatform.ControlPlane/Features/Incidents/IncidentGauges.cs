using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Open incidents by severity, for <c>/metrics</c>.</summary>
internal sealed class IncidentGauges : Worker
{
    private readonly IServiceScopeFactory _scopes;
    private volatile IReadOnlyDictionary<IncidentSeverity, int> _open = new Dictionary<IncidentSeverity, int>();

    public IncidentGauges(IServiceScopeFactory scopes, IMeterFactory meters, DatabaseSignals signals, TimeProvider time, ILogger<IncidentGauges> logger)
        : base(signals, time, logger, Channels.Incident)
    {
        _scopes = scopes;
        meters.Create("SrePlatform.ControlPlane").CreateObservableGauge("sre.incidents.open", Observe, "{incident}", "Incidents that are not over, by severity.");
    }

    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        _open = await scope.ServiceProvider.GetRequiredService<SreDbContext>().Set<Incident>()
            .Where(incident => incident.State != IncidentState.Resolved && incident.State != IncidentState.Closed)
            .GroupBy(incident => incident.Severity)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        return false;
    }

    private IEnumerable<Measurement<int>> Observe() => Enum.GetValues<IncidentSeverity>()
        .Select(severity => new Measurement<int>(_open.GetValueOrDefault(severity), new KeyValuePair<string, object?>("severity", EnumsAsText.ToText(severity))));
}
