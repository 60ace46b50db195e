using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Freezes;

/// <summary>A freeze before it is checked.</summary>
/// <param name="StartsAt">Now, if absent.</param>
internal sealed record FreezeDraft(string? Reason, IReadOnlyList<string?>? Environments, IReadOnlyList<string?>? Teams, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);

/// <summary>Checks a freeze, field by field; the texts <c>change_policy.error.…</c> say the codes.</summary>
internal static class FreezeValidation
{
    public const int LongestReason = 500;
    public static readonly TimeSpan Longest = TimeSpan.FromDays(92);
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(366);

    public static Outcome<FreezeDefinition> Check(FreezeDraft draft, DateTimeOffset now)
    {
        var errors = new List<InvalidField>();
        var reason = draft.Reason?.Trim() ?? "";
        if (reason.Length is 0 or > LongestReason || reason.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add(new("reason", "reason"));
        }

        var environments = PolicyNames.Read("environments", draft.Environments, errors);
        var teams = PolicyNames.Read("teams", draft.Teams, errors);
        var starts = draft.StartsAt ?? now;
        if (starts > now + Furthest)
        {
            errors.Add(new("starts_at", "too_far"));
        }

        if (draft.EndsAt is not { } ends)
        {
            errors.Add(new("ends_at", "ends_missing"));
        }
        else if (ends <= starts || ends <= now)
        {
            errors.Add(new("ends_at", "ends_early"));
        }
        else if (ends - starts > Longest)
        {
            errors.Add(new("ends_at", "ends_late", $"{Longest.TotalDays}"));
        }

        return errors.Count > 0 ? new PolicyInvalid(errors) : new FreezeDefinition(reason, environments, teams, starts, draft.EndsAt!.Value);
    }
}
