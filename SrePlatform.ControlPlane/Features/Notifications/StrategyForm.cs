using System.Globalization;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Notifications;

/// <summary>What the strategy's form posts, as it was typed.</summary>
internal sealed class StrategyForm
{
    public string? Name { get; set; }

    public bool Enabled { get; set; }

    public List<string> On { get; set; } = [];

    public string? MinSeverity { get; set; }

    public string? MinPriority { get; set; }

    public string? Services { get; set; }

    public string? Resources { get; set; }

    public string? Tags { get; set; }

    public List<Guid> Channels { get; set; } = [];

    public List<Guid> Rotations { get; set; } = [];

    public string? Grouping { get; set; }

    public string? DelaySeconds { get; set; }

    public string? RepeatMinutes { get; set; }

    public string? QuietFrom { get; set; }

    public string? QuietTo { get; set; }

    public string? TimeZone { get; set; }

    public bool CriticalBreaksQuiet { get; set; }

    public string? EscalateAfterMinutes { get; set; }

    public Guid? EscalateTo { get; set; }

    public string? Language { get; set; }

    public uint? Version { get; set; }

    public static StrategyForm Of(StrategyDraft draft, uint? version, string resources) => new()
    {
        Name = draft.Name, Enabled = draft.Enabled, On = [.. draft.On.Select(EnumsAsText.ToText)], MinSeverity = EnumsAsText.ToText(draft.MinSeverity), MinPriority = draft.MinPriority?.ToString(),
        Services = string.Join(", ", draft.Services), Resources = resources, Tags = string.Join(", ", draft.Tags), Channels = [.. draft.Channels], Rotations = [.. draft.Rotations],
        Grouping = EnumsAsText.ToText(draft.Grouping), DelaySeconds = Text(draft.DelaySeconds), RepeatMinutes = Text(draft.RepeatMinutes), QuietFrom = Text(draft.QuietFrom), QuietTo = Text(draft.QuietTo),
        TimeZone = draft.TimeZone, CriticalBreaksQuiet = draft.CriticalBreaksQuiet, EscalateAfterMinutes = Text(draft.EscalateAfterMinutes), EscalateTo = draft.EscalateTo,
        Language = draft.Language, Version = version,
    };

    /// <summary>The draft, and codes of what could not be read, by field.</summary>
    public (StrategyDraft Draft, Dictionary<string, string> Errors) Read(IReadOnlyList<Guid> resources)
    {
        var errors = new Dictionary<string, string>();
        var draft = new StrategyDraft
        {
            Name = Name ?? "", Enabled = Enabled,
            On = [.. Enum.GetValues<NotifyOn>().Where(on => On.Contains(EnumsAsText.ToText(on)))],
            MinSeverity = Choice("min_severity", MinSeverity, IncidentSeverity.Info), MinPriority = string.IsNullOrEmpty(MinPriority) ? null : Choice("min_priority", MinPriority, IncidentPriority.P3),
            Services = IncidentTags.Split(Services), Resources = resources, Tags = IncidentTags.Split(Tags), Channels = [.. Channels.Distinct()], Rotations = [.. Rotations.Distinct()],
            Grouping = Choice("grouping", Grouping, NotificationGrouping.None), DelaySeconds = Number("delay_seconds", DelaySeconds) ?? 0, RepeatMinutes = Number("repeat_minutes", RepeatMinutes),
            QuietFrom = Time("quiet_from", QuietFrom), QuietTo = Time("quiet_from", QuietTo), TimeZone = string.IsNullOrWhiteSpace(TimeZone) ? "UTC" : TimeZone.Trim(),
            CriticalBreaksQuiet = CriticalBreaksQuiet, EscalateAfterMinutes = Number("escalate_after_minutes", EscalateAfterMinutes), EscalateTo = EscalateTo, Language = Language ?? "en",
        };
        return (draft, errors);

        T Choice<T>(string field, string? text, T otherwise) where T : struct, Enum
        {
            if (string.IsNullOrEmpty(text))
            {
                return otherwise;
            }

            foreach (var value in Enum.GetValues<T>().Where(value => string.Equals(EnumsAsText.ToText(value), text, StringComparison.OrdinalIgnoreCase)))
            {
                return value;
            }

            errors[field] = "range";
            return otherwise;
        }

        int? Number(string field, string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return number;
            }

            errors[field] = "range";
            return null;
        }

        TimeOnly? Time(string field, string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return null;
            }

            if (TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time))
            {
                return time;
            }

            errors[field] = "range";
            return null;
        }
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Text(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
