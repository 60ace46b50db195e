using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>A variable with the values there are to choose from.</summary>
internal sealed record VariableChoice(DashboardVariable Variable, IReadOnlyList<string> Values, IReadOnlyList<string> Chosen);

/// <summary>Reads what a dashboard can be narrowed down by. A value that was chosen and is gone stays in the list.</summary>
internal sealed class ReadVariables(VictoriaMetricsClient metrics)
{
    private const int MostValues = 200;

    public async Task<IReadOnlyList<VariableChoice>> RunAsync(Dashboard dashboard, DashboardQuery query, PanelWindow window, DashboardAccess access, CancellationToken cancellationToken)
    {
        var choices = new List<VariableChoice>();
        foreach (var variable in dashboard.Variables)
        {
            var selector = QueryText.MetricsQl(variable.Selector, window, query.Chosen);
            var answer = await metrics.QueryAsync($"count by ({variable.Label}) ({selector})", window.End, access.MetricFilters, cancellationToken);
            var chosen = query.Chosen.GetValueOrDefault(variable.Name, []);
            var found = answer.IsAvailable ? answer.Value.Select(sample => sample[variable.Label]).Where(value => value.Length > 0) : [];
            choices.Add(new VariableChoice(variable, [.. found.Union(chosen, StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostValues)], chosen));
        }

        return choices;
    }
}
