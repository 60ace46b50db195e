using System.Text.Json;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Automation.Verification;

/// <summary>Asks VictoriaMetrics the queries of a runbook.</summary>
internal sealed class CheckReader(VictoriaMetricsClient metrics)
{
    /// <summary>The greatest value of each query, and whether it is good; no value where nothing answers.</summary>
    public async Task<IReadOnlyList<CheckValue>> ReadAsync(
        IReadOnlyList<RunbookCheck> checks, IReadOnlyDictionary<string, JsonElement> parameters, CancellationToken cancellationToken)
    {
        var values = new List<CheckValue>();
        foreach (var check in checks)
        {
            var answer = await metrics.QueryAsync(Template.Query(check.Query, parameters), cancellationToken: cancellationToken);
            double? value = answer.Value is { Count: > 0 } samples ? samples.Max(sample => sample.Value) : null;
            value = value is { } number && double.IsFinite(number) ? number : null;
            values.Add(new CheckValue(check.Name, value, value is { } known ? check.Holds(known) : null, check.Unit));
        }

        return values;
    }
}
