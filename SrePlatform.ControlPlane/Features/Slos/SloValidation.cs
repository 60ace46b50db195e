using System.Globalization;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Slos;

/// <summary>Checks a draft, and turns a good one into a definition. Pure.</summary>
internal static class SloValidation
{
    public const int LongestName = 100;
    public const int LongestText = 1_000;

    /// <summary>A rule holds five of them.</summary>
    public const int LongestQuery = 1_500;

    public const int DefaultWindowDays = 30;

    private const double LeastObjective = 50;
    private const double MostObjective = 99.999;

    public static Outcome<SloDefinition> Check(SloDraft draft)
    {
        var errors = new List<InvalidField>();
        Word("name", draft.Name, LongestName, errors);
        Word("service", draft.Service, 128, errors);
        if (draft.Description is { Length: > LongestText } || draft.Description?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true)
        {
            errors.Add(new("description", "too_long", $"{LongestText}"));
        }

        if (draft.ObjectivePercent is not { } percent || double.IsNaN(percent) || percent is < LeastObjective or > MostObjective)
        {
            errors.Add(new("objective_percent", "objective"));
        }

        if (draft.WindowDays is < 7 or > 90)
        {
            errors.Add(new("window_days", "window"));
        }

        if (draft.Indicator is null)
        {
            errors.Add(new("indicator", "required"));
        }

        var (good, total) = Queries(draft, errors);
        return errors.Count > 0
            ? new SloInvalid(errors)
            : new SloDefinition(
                draft.Name!.Trim(), draft.Service!.Trim(), draft.Description?.Trim() ?? "", draft.Indicator!.Value, draft.Indicator is SloIndicator.Latency ? draft.LatencySeconds : null,
                good, total, (double)((decimal)draft.ObjectivePercent!.Value / 100), draft.WindowDays ?? DefaultWindowDays);
    }

    private static (string Good, string Total) Queries(SloDraft draft, List<InvalidField> errors)
    {
        switch (draft.Indicator)
        {
            case SloIndicator.Latency when draft.LatencySeconds is not { } bound || !SloQueries.Buckets.Contains(bound):
                errors.Add(new("latency_seconds", "bucket", string.Join(", ", SloQueries.Buckets.Select(one => one.ToString(CultureInfo.InvariantCulture)))));
                return ("", "");
            case SloIndicator.Availability or SloIndicator.Latency:
                return SloQueries.Http(draft.Service?.Trim() ?? "", draft.Indicator is SloIndicator.Latency ? draft.LatencySeconds : null);
            case SloIndicator.Custom:
                Query("good_query", draft.GoodQuery, errors);
                Query("total_query", draft.TotalQuery, errors);
                return (draft.GoodQuery?.Trim() ?? "", draft.TotalQuery?.Trim() ?? "");
            default:
                return ("", "");
        }
    }

    private static void Query(string field, string? text, List<InvalidField> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add(new(field, "required"));
        }
        else if (text.Length > LongestQuery)
        {
            errors.Add(new(field, "too_long", $"{LongestQuery}"));
        }
        else if (!text.Contains(SloQueries.Window, StringComparison.Ordinal))
        {
            errors.Add(new(field, "placeholder"));
        }
    }

    private static void Word(string field, string? text, int longest, List<InvalidField> errors)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            errors.Add(new(field, "required"));
        }
        else if (text.Trim().Length > longest || text.Any(char.IsControl))
        {
            errors.Add(new(field, "too_long", $"{longest}"));
        }
    }
}
