using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.ChangePolicy.Rules;

/// <summary>When a rule holds.</summary>
internal enum PolicyHours
{
    Always,

    /// <summary>On its days between its times.</summary>
    Within,

    /// <summary>At all other times, such as out of office hours.</summary>
    Outside,
}

/// <summary>What a rule says: for which actions, when, and how many people have to approve them. It can only ask for more than their risk does.</summary>
/// <param name="Environments">In one of these; anywhere if empty.</param>
/// <param name="Teams">On what one of these owns; anybody's if empty.</param>
/// <param name="Runbooks">One of these; any if empty.</param>
/// <param name="MinRisk">At least this risk.</param>
/// <param name="Hours">When it holds.</param>
/// <param name="Days">On which days, on the clock of the time zone.</param>
/// <param name="From">From this time of day …</param>
/// <param name="To">… until before this one.</param>
/// <param name="TimeZone">Whose clock.</param>
/// <param name="Approvals">How many people other than the requester have to approve.</param>
internal sealed record PolicyRuleDefinition(
    string Name, IReadOnlyList<string> Environments, IReadOnlyList<string> Teams, IReadOnlyList<string> Runbooks, RunbookRisk MinRisk, PolicyHours Hours, IReadOnlyList<DayOfWeek> Days,
    TimeOnly From, TimeOnly To, string TimeZone, int Approvals)
{
    /// <summary>Whether it is about an action at a moment.</summary>
    public bool Holds(PolicyQuestion action) =>
        action.Risk >= MinRisk
        && (Environments.Count == 0 || Environments.Any(action.Environments.Contains))
        && (Teams.Count == 0 || Teams.Any(action.Teams.Contains))
        && (Runbooks.Count == 0 || Runbooks.Contains(action.Runbook, StringComparer.Ordinal))
        && (Hours == PolicyHours.Always || IsWithin(action.At) == (Hours == PolicyHours.Within));

    private bool IsWithin(DateTimeOffset at)
    {
        // A zone that this machine does not know cannot tell the hours: the stricter reading counts for a rule about the others.
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone))
        {
            return Hours == PolicyHours.Within;
        }

        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        return Days.Contains(local.DayOfWeek) && time >= From && time < To;
    }
}

/// <summary>A rule of the policy that people keep.</summary>
internal sealed class PolicyRule
{
    private PolicyRule()
    {
    }

    public PolicyRule(PolicyRuleDefinition definition, bool enabled, string by, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        CreatedAt = now;
        Change(definition, enabled, by, now);
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public bool Enabled { get; private set; }

    public IReadOnlyList<string> Environments { get; private set; } = [];

    public IReadOnlyList<string> Teams { get; private set; } = [];

    public IReadOnlyList<string> Runbooks { get; private set; } = [];

    public RunbookRisk MinRisk { get; private set; }

    public PolicyHours Hours { get; private set; }

    /// <summary>From 0 for Sunday.</summary>
    public IReadOnlyList<int> Days { get; private set; } = [];

    public TimeOnly FromTime { get; private set; }

    public TimeOnly ToTime { get; private set; }

    public string TimeZone { get; private set; } = "UTC";

    public int Approvals { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    public uint Version { get; private set; }

    public PolicyRuleDefinition Definition => new(
        Name, Environments, Teams, Runbooks, MinRisk, Hours, [.. Days.Select(day => (DayOfWeek)day)], FromTime, ToTime, TimeZone, Approvals);

    public void Change(PolicyRuleDefinition definition, bool enabled, string by, DateTimeOffset now)
    {
        (Name, Environments, Teams, Runbooks, MinRisk) = (definition.Name, definition.Environments, definition.Teams, definition.Runbooks, definition.MinRisk);
        (Hours, Days, FromTime, ToTime, TimeZone) = (definition.Hours, [.. definition.Days.Select(day => (int)day)], definition.From, definition.To, definition.TimeZone);
        (Approvals, Enabled, UpdatedBy, UpdatedAt) = (definition.Approvals, enabled, by, now);
    }
}
