using System.Globalization;
using SrePlatform.ControlPlane.Features.AlertRules;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>One rule of the three: fires when the budget burns this fast over both windows.</summary>
/// <param name="Name">In the rule's name.</param>
/// <param name="Long">Long enough that it matters.</param>
/// <param name="Short">Short enough that it ends soon after the trouble does; a twelfth of the long one.</param>
/// <param name="Factor">How many times faster than even the budget burns.</param>
internal sealed record BurnRate(string Name, string Long, string Short, double Factor, RuleSeverity Severity)
{
    /// <summary>Before this much of the long window has passed, a short fault fills all that is known and would look like a long one.</summary>
    private const double HistoryShare = 0.9;

    /// <summary>How long ago the events must have been counted already, at the latest.</summary>
    public TimeSpan History => HistoryShare * (Long[^1] switch
    {
        'h' => TimeSpan.FromHours(int.Parse(Long[..^1], CultureInfo.InvariantCulture)),
        'd' => TimeSpan.FromDays(int.Parse(Long[..^1], CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"{Long} is not a window in hours or days."),
    });
}

/// <summary>
/// Multi-window, multi-burn-rate alerts as the Site Reliability Workbook recommends them (chapter 5, table 5-8): 2 % of a 30-day budget
/// in an hour, 5 % in six hours, 10 % in three days. A rule waits until there is a history as long as most of its long window: on a young
/// installation a fault of minutes would fill hours and days, and fire long after it is mended. Pure.
/// </summary>
internal static class BurnRates
{
    public static readonly IReadOnlyList<BurnRate> All =
    [
        new("fast burn", "1h", "5m", 14.4, RuleSeverity.Critical),
        new("burn", "6h", "30m", 6, RuleSeverity.Critical),
        new("slow burn", "3d", "6h", 1, RuleSeverity.Warning),
    ];

    public static string RuleName(Slo slo, BurnRate rate) => $"{slo.Name}: {rate.Name}";

    public static IReadOnlyList<AlertRuleDefinition> Rules(Slo slo) => [.. All.Select(rate => new AlertRuleDefinition(
        RuleName(slo, rate), "slo", Expression(slo, rate), TimeSpan.Zero, rate.Severity,
        new Dictionary<string, string> { ["service"] = slo.Service, ["slo"] = slo.Name },
        new Dictionary<string, string>
        {
            ["summary"] = $"{slo.Service} burns the error budget of {slo.Name} {rate.Factor.ToString(CultureInfo.InvariantCulture)} times too fast",
            ["description"] = $"{{value:percent}} of events were bad over the last {rate.Long}; {Percent(slo.Budget)} may be. At this pace the {slo.WindowDays}-day budget lasts less than {Lasts(slo, rate)}.",
        }))];

    public static string Expression(Slo slo, BurnRate rate)
    {
        // Events without a rate divide to nothing, so silence of a service is no burn.
        var limit = (slo.Budget * rate.Factor).ToString("0.##########", CultureInfo.InvariantCulture);
        // Any sample in the window before will do: gaps in an old series must not silence its rule.
        var known = $"present_over_time(({SloQueries.Total(slo, rate.Short)})[{rate.Long}:{rate.Short}] offset {MetricsQl.Duration(rate.History)})";
        return $"({SloQueries.ErrorRatio(slo, rate.Long)}) > {limit} and ({SloQueries.ErrorRatio(slo, rate.Short)}) > {limit} and {known}";
    }

    /// <summary>The share of the budget that is left: 1 at the best, below 0 when more was spent than there is.</summary>
    public static double Remaining(double errorRatio, double budget) => 1 - (errorRatio / budget);

    /// <summary>When nothing will be left if it goes on like this; null if that is beyond the window, or spent already.</summary>
    public static TimeSpan? Exhausted(double remaining, double burnRate, int windowDays)
    {
        if (remaining <= 0 || burnRate <= 0)
        {
            return null;
        }

        var days = remaining * windowDays / burnRate;
        return days > windowDays ? null : TimeSpan.FromDays(days);
    }

    private static string Lasts(Slo slo, BurnRate rate)
    {
        var days = slo.WindowDays / rate.Factor;
        return days >= 1.5 ? $"{Math.Round(days, 1).ToString(CultureInfo.InvariantCulture)} days" : $"{Math.Round(days * 24).ToString(CultureInfo.InvariantCulture)} hours";
    }

    private static string Percent(double share) => $"{Math.Round(share * 100, 4).ToString(CultureInfo.InvariantCulture)} %";
}
