using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Incidents;

/// <summary>Says what an entry of a timeline is about.</summary>
internal static class TimelineText
{
    public static string Of(TimelineEntry entry, Texts texts)
    {
        var kind = (entry.Kind, entry.Details) switch
        {
            (IncidentEventKind.Assigned, var details) when string.IsNullOrEmpty(details.GetValueOrDefault("assignee")) => "unassigned",
            (IncidentEventKind.DiagnosisCompleted, var details) when !details.ContainsKey("verdict") => "diagnosis_completed_plain",
            _ => EnumsAsText.ToText(entry.Kind),
        };
        return texts[$"incidents.event.{kind}",
        [
            ("actor", texts.Find($"incidents.actor.{entry.Actor}") ?? entry.Actor),
            ("reason", entry.Reason is { } reason ? texts.Find($"incidents.reason.{reason}") ?? reason : ""),
            .. entry.Details.Select(detail => (detail.Key, (object?)Value(detail.Key, detail.Value, texts))),
        ]];
    }

    private static string Value(string name, string value, Texts texts) => name switch
    {
        "verdict" => texts.Find($"badge.verdict.{value}") ?? value,
        "from" or "to" => texts.Find($"badge.severity.{value}") ?? value,
        "decision" => texts.Find($"badge.approval.{value}") ?? texts.Find($"approvals.said.{value}") ?? value,
        "state" => texts.Find($"badge.execution.{value}") ?? value,
        "outcome" => texts.Find($"badge.effect.{value}") ?? value,
        "service" when value.Length == 0 => "–",
        _ => value,
    };
}
