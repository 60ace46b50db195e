using System.Collections.Concurrent;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules;

/// <summary>Asks VictoriaMetrics whether it understands an expression. A yes is remembered; a no is asked again.</summary>
internal sealed class ExpressionCheck
{
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<string, bool> _understood = new(StringComparer.Ordinal);

    /// <returns>Null if it is understood; else what is wrong, or why nobody could say.</returns>
    public async Task<MetricsFailure?> CheckAsync(VictoriaMetricsClient metrics, string expression, CancellationToken cancellationToken)
    {
        if (_understood.ContainsKey(expression))
        {
            return null;
        }

        var answer = await metrics.QueryAsync(expression, cancellationToken: cancellationToken);
        if (answer.IsAvailable)
        {
            if (_understood.Count >= MostRemembered)
            {
                _understood.Clear();
            }

            _understood[expression] = true;
        }

        return answer.Failure;
    }
}
