using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.Clock;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Rules;

/// <summary>A rule before it is checked.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Environments">In one of these; anywhere if absent.</param>
/// <param name="Teams">On what one of these owns; anybody's if absent.</param>
/// <param name="Runbooks">One of these; any if absent.</param>
/// <param name="MinRisk">At least this risk; any if absent.</param>
/// <param name="Hours">always, within or outside of the days and times; always if absent.</param>
/// <param name="Days">Monday to Friday, if absent.</param>
/// <param name="From">Time of day, such as 09:00.</param>
/// <param name="To">Time of day, later than from.</param>
/// <param name="TimeZone">Whose clock, such as Asia/Taipei.</param>
/// <param name="Approvals">1 to 3 people other than the requester.</param>
/// <param name="Enabled">Off rules ask for nothing.</param>
/// <param name="Version">Of the rule as it was read, to change it.</param>
internal sealed record PolicyRuleDraft(
    string? Name, IReadOnlyList<string?>? Environments = null, IReadOnlyList<string?>? Teams = null, IReadOnlyList<string?>? Runbooks = null, RunbookRisk? MinRisk = null,
    PolicyHours? Hours = null, IReadOnlyList<DayOfWeek>? Days = null, TimeOnly? From = null, TimeOnly? To = null, string? TimeZone = null, int? Approvals = null, bool Enabled = true,
    uint? Version = null);

/// <summary>Checks a rule, field by field; the texts <c>change_policy.error.…</c> say the codes.</summary>
internal static class PolicyRuleValidation
{
    private const int LongestName = 100;
    private const int MostApprovals = 3;
    private static readonly DayOfWeek[] WorkingDays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    public static Outcome<PolicyRuleDefinition> Check(PolicyRuleDraft draft)
    {
        var errors = new List<InvalidField>();
        var name = draft.Name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            errors.Add(new("name", "name"));
        }

        if (draft.Approvals is not (>= 1 and <= MostApprovals))
        {
            errors.Add(new("approvals", "approvals"));
        }

        var hours = draft.Hours ?? PolicyHours.Always;
        if (hours != PolicyHours.Always)
        {
            CheckHours(draft, errors);
        }

        var definition = new PolicyRuleDefinition(
            name, PolicyNames.Read("environments", draft.Environments, errors), PolicyNames.Read("teams", draft.Teams, errors), PolicyNames.Read("runbooks", draft.Runbooks, errors),
            draft.MinRisk ?? RunbookRisk.Low, hours, [.. (draft.Days ?? WorkingDays).Distinct().Order()], draft.From ?? default, draft.To ?? default, draft.TimeZone ?? "UTC", draft.Approvals ?? 1);
        return errors.Count > 0 ? new PolicyInvalid(errors) : definition;
    }

    private static void CheckHours(PolicyRuleDraft draft, List<InvalidField> errors)
    {
        if (draft.Days is { Count: 0 } || draft.Days?.Any(day => !Enum.IsDefined(day)) == true)
        {
            errors.Add(new("days", "days"));
        }

        if (draft.From is null)
        {
            errors.Add(new("from", "clock"));
        }

        if (draft.To is null)
        {
            errors.Add(new("to", "clock"));
        }
        else if (draft.To <= draft.From)
        {
            errors.Add(new("to", "clock_order"));
        }

        if (LocalTime.Find(draft.TimeZone ?? "UTC") is null)
        {
            errors.Add(new("time_zone", "time_zone"));
        }
    }
}
