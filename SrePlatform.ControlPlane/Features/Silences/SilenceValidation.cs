using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Silences;

/// <summary>Checks a draft, and turns a good one into a definition. Pure.</summary>
internal static class SilenceValidation
{
    public const int MostTargets = 200;

    /// <summary>What lasts longer is no silence but a rule that should be off.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    private static readonly TimeSpan LongestEach = TimeSpan.FromDays(7);
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    public static Outcome<SilenceDefinition> Check(SilenceDraft draft, DateTimeOffset now)
    {
        var errors = new List<InvalidField>();
        var reason = draft.Reason?.Trim() ?? "";
        if (reason.Length == 0)
        {
            errors.Add(new("reason", "required"));
        }
        else if (reason.Length > Silence.LongestReason || reason.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            errors.Add(new("reason", "too_long", $"{Silence.LongestReason}"));
        }

        var matchers = Matchers(draft, errors);
        var (services, resources) = Targets(draft, errors);
        var starts = draft.StartsAt is { } given && given > now ? given : now;
        var duration = draft.DurationSeconds is { } seconds && double.IsFinite(seconds) ? TimeSpan.FromSeconds(Math.Clamp(seconds, -1, 1e9)) : (TimeSpan?)null;
        var ends = draft.EndsAt;
        if (string.IsNullOrWhiteSpace(draft.Cron))
        {
            ends ??= duration is { } once ? starts + once : null;
            if (ends is null)
            {
                errors.Add(new("ends_at", "required"));
            }
            else if (ends - starts < Shortest)
            {
                errors.Add(new("ends_at", "before_start"));
            }
            else if (ends - starts > Longest)
            {
                errors.Add(new("ends_at", "too_far", $"{Longest.Days}"));
            }
        }
        else
        {
            Recurrence(draft, duration, starts, ends, errors);
        }

        return errors.Count > 0
            ? new SilenceInvalid(errors)
            : new SilenceDefinition(
                draft.Kind, reason, matchers, services, resources, starts, ends,
                string.IsNullOrWhiteSpace(draft.Cron) ? null : draft.Cron.Trim(), string.IsNullOrWhiteSpace(draft.Cron) ? null : draft.TimeZone?.Trim() ?? "UTC",
                string.IsNullOrWhiteSpace(draft.Cron) ? null : duration);
    }

    private static IReadOnlyList<LabelMatcher> Matchers(SilenceDraft draft, List<InvalidField> errors)
    {
        if (draft.Kind is SilenceKind.Maintenance)
        {
            return [];
        }

        var (matchers, unread) = LabelMatchers.Read(draft.Matchers);
        errors.AddRange(unread.Take(3).Select(line => new InvalidField("matchers", "matcher", line)));
        if (matchers.Count == 0 && unread.Count == 0)
        {
            errors.Add(new("matchers", "required"));
        }
        else if (matchers.Count > LabelMatchers.Most)
        {
            errors.Add(new("matchers", "too_many", $"{LabelMatchers.Most}"));
        }
        else if (matchers.Count > 0 && matchers.All(matcher => matcher.Holds(new Dictionary<string, string>())))
        {
            // As in Alertmanager: what an alert without labels satisfies would silence everything.
            errors.Add(new("matchers", "matches_all"));
        }

        return matchers;
    }

    private static (IReadOnlyList<string> Services, IReadOnlyList<Guid> Resources) Targets(SilenceDraft draft, List<InvalidField> errors)
    {
        if (draft.Kind is SilenceKind.Silence)
        {
            return ([], []);
        }

        List<string> services = [.. (draft.Services ?? []).Select(service => service?.Trim() ?? "").Where(service => service.Length > 0).Distinct(StringComparer.Ordinal)];
        List<Guid> resources = [.. (draft.ResourceIds ?? []).Distinct()];
        if (services.Count == 0 && resources.Count == 0)
        {
            errors.Add(new("services", "targets"));
        }
        else if (services.Count > MostTargets || resources.Count > MostTargets)
        {
            errors.Add(new("services", "too_many", $"{MostTargets}"));
        }
        else if (services.Any(service => service.Length > AlertLimits.LabelValue || service.Any(char.IsControl)))
        {
            errors.Add(new("services", "too_long", $"{AlertLimits.LabelValue}"));
        }

        return (services, resources);
    }

    private static void Recurrence(SilenceDraft draft, TimeSpan? duration, DateTimeOffset starts, DateTimeOffset? ends, List<InvalidField> errors)
    {
        if (SilenceSchedule.Parse(draft.Cron) is null)
        {
            errors.Add(new("cron", "cron"));
        }
        else if (SilenceSchedule.Next(draft.Cron!, "UTC", starts, 1).Count == 0)
        {
            errors.Add(new("cron", "never"));
        }

        if (!string.IsNullOrWhiteSpace(draft.TimeZone) && SilenceSchedule.Zone(draft.TimeZone.Trim()) is null)
        {
            errors.Add(new("time_zone", "time_zone"));
        }

        if (duration is null)
        {
            errors.Add(new("duration_seconds", "required"));
        }
        else if (duration < Shortest || duration > LongestEach)
        {
            errors.Add(new("duration_seconds", "duration", $"{LongestEach.Days}"));
        }

        if (ends is { } end && end <= starts)
        {
            errors.Add(new("ends_at", "before_start"));
        }
    }
}
