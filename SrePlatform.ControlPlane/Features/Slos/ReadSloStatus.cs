using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Localization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>How an objective stands.</summary>
/// <param name="Attained">The share of good events over its window; null without events.</param>
/// <param name="Remaining">The share of the budget that is left.</param>
/// <param name="Burn">How many times too fast the budget burns, by window of the rules.</param>
/// <param name="Exhausted">When nothing will be left at the pace of the last six hours.</param>
internal sealed record SloStatus(double? Attained, double? Remaining, IReadOnlyDictionary<string, double> Burn, TimeSpan? Exhausted, MetricsFailure? Unavailable)
{
    public string State => Unavailable is not null ? "unavailable" : Remaining is not { } left ? "unknown" : left <= 0 ? "critical" : left < 0.25 || Burn.GetValueOrDefault("6h") > 6 ? "warning" : "healthy";
}

/// <summary>Asks VictoriaMetrics how objectives stand.</summary>
internal sealed class ReadSloStatus(VictoriaMetricsClient metrics, Texts texts, TimeProvider time)
{
    private const int Points = 120;

    public async Task<SloStatus> RunAsync(Slo slo, CancellationToken cancellationToken)
    {
        var burn = new Dictionary<string, double>(StringComparer.Ordinal);
        double? attained = null;
        foreach (var window in BurnRates.All.SelectMany(rate => new[] { rate.Long, rate.Short }).Distinct().Append($"{slo.WindowDays}d"))
        {
            var answer = await metrics.QueryAsync(SloQueries.ErrorRatio(slo, window), cancellationToken: cancellationToken);
            if (!answer.IsAvailable)
            {
                return new(null, null, burn, null, answer.Failure);
            }

            if (answer.Value is [{ Value: var ratio }] && double.IsFinite(ratio))
            {
                burn[window] = ratio / slo.Budget;
                attained = window == $"{slo.WindowDays}d" ? 1 - ratio : attained;
            }
        }

        var remaining = attained is { } good ? BurnRates.Remaining(1 - good, slo.Budget) : (double?)null;
        return new(attained, remaining, burn, remaining is { } left && burn.TryGetValue("6h", out var pace) ? BurnRates.Exhausted(left, pace, slo.WindowDays) : null, null);
    }

    /// <summary>The budget left at each time of the window, looking back over the window each time.</summary>
    public async Task<ChartData> ChartAsync(Slo slo, TimeSpan length, CancellationToken cancellationToken)
    {
        var step = TimeSpan.FromSeconds(Math.Ceiling(length.TotalSeconds / Points));
        var end = DateTimeOffset.FromUnixTimeSeconds(((time.GetUtcNow().ToUnixTimeSeconds() / (long)step.TotalSeconds) + 1) * (long)step.TotalSeconds);
        var start = end - (Points * step);
        double[] grid = [.. Enumerable.Range(0, Points + 1).Select(index => start.ToUnixTimeSeconds() + (index * step.TotalSeconds))];
        var answer = await metrics.QueryRangeAsync($"clamp_min(1 - ({SloQueries.ErrorRatio(slo, $"{slo.WindowDays}d")}) / {slo.Budget.ToString("0.##########", System.Globalization.CultureInfo.InvariantCulture)}, 0)", start, end, step, cancellationToken: cancellationToken);
        if (!answer.IsAvailable)
        {
            return new(grid[0], grid[^1], [], []) { Status = "unavailable" };
        }

        if (answer.Value is not [var series, ..])
        {
            return new(grid[0], grid[^1], [], []) { Status = "empty" };
        }

        var values = new double?[grid.Length];
        for (var index = 0; index < series.Times.Length; index++)
        {
            var place = (int)Math.Round((series.Times[index] - grid[0]) / step.TotalSeconds);
            if (place >= 0 && place < values.Length && double.IsFinite(series.Values[index]))
            {
                values[place] = series.Values[index];
            }
        }

        return new(grid[0], grid[^1], grid, [new(texts["slos.remaining"], values, "accent")]);
    }
}
