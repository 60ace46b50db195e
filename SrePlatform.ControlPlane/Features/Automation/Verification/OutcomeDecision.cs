using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Verification;

/// <summary>What is known while the effect of a run is watched.</summary>
/// <param name="Firing">Alerts of the incident that fire; null if they do not count.</param>
/// <param name="Began">Alerts that joined the incident since the run began and still fire.</param>
internal sealed record Watch(
    IReadOnlyList<RunbookCheck> Queries, IReadOnlyList<CheckValue> Baseline, IReadOnlyList<CheckValue> Now, int? Firing, int Began,
    DateTimeOffset FinishedAt, DateTimeOffset Until, DateTimeOffset At);

/// <summary>Tells fixed, no change and worse apart.</summary>
internal static class OutcomeDecision
{
    private const double MuchWorse = 1.5;

    /// <summary>The outcome and its named reason; <see cref="ExecutionOutcome.Watching"/> while it cannot be told yet.</summary>
    public static (ExecutionOutcome Outcome, string Reason) Of(Watch watch)
    {
        var signals = watch.Queries.Count + (watch.Firing is null ? 0 : 1);
        if (signals > 0 && watch.Firing is null or 0 && watch.Now.Count == watch.Queries.Count && watch.Now.All(value => value.Holds == true))
        {
            return (ExecutionOutcome.Fixed, "everything_holds");
        }

        // A system needs time to settle: worse is not said in the first half of the window.
        var half = watch.FinishedAt + ((watch.Until - watch.FinishedAt) / 2);
        if (watch.At >= half && WorseCheck(watch) is { } reason)
        {
            return (ExecutionOutcome.Worse, reason);
        }

        return watch.At < watch.Until ? (ExecutionOutcome.Watching, "not_yet")
            : signals == 0 ? (ExecutionOutcome.NoChange, "nothing_to_verify")
            : watch.Now.Any(value => value.Value is null) ? (ExecutionOutcome.NoChange, "not_measurable")
            : (ExecutionOutcome.NoChange, "time_is_over");
    }

    private static string? WorseCheck(Watch watch)
    {
        if (watch.Began > 0)
        {
            return "more_alerts";
        }

        foreach (var check in watch.Queries)
        {
            var before = watch.Baseline.FirstOrDefault(value => value.Name == check.Name)?.Value;
            var after = watch.Now.FirstOrDefault(value => value.Name == check.Name) is { Holds: false, Value: { } value } ? value : (double?)null;
            if (before is { } b && after is { } a
                && ((check.AtMost is not null && a > Math.Max(b, check.AtMost.Value) * MuchWorse) || (check.AtLeast is not null && a < Math.Min(b, check.AtLeast.Value) / MuchWorse)))
            {
                return "further_from_good";
            }
        }

        return null;
    }
}
