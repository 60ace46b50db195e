using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Topology;

/// <summary>Which calls fail right now, as callers count them.</summary>
internal sealed class EdgeErrors(VictoriaMetricsClient metrics)
{
    private const string Query = """
        sum by (service, peer_service) (rate(service_peer_requests_total{outcome="error"}[1m]))
        / sum by (service, peer_service) (rate(service_peer_requests_total[1m])) > 0.01
        """;

    /// <summary>The share of failed calls of each edge on which more than 1 % fail.</summary>
    public async Task<IReadOnlyDictionary<(string From, string To), double>> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await metrics.QueryAsync(Query, cancellationToken: cancellationToken);
        var shares = new Dictionary<(string, string), double>();
        foreach (var sample in answer.IsAvailable ? answer.Value : [])
        {
            shares[(sample["service"], sample["peer_service"])] = sample.Value;
        }

        return shares;
    }
}
