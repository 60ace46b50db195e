using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>The incident's own timeline: what happened, who did what, and how long it took.</summary>
internal sealed class TimelinePart(ReadIncidents incidents) : IRecordPart
{
    private const int LongestNote = 600;

    public int Order => 10;

    public async Task AddAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        var incident = record.Incident;
        var timeline = await incidents.TimelineAsync(incident.Id, cancellationToken);
        foreach (var entry in timeline.Where(entry => entry.Kind != IncidentEventKind.PostmortemDrafted))
        {
            var text = TimelineText.Of(entry, record.Texts);
            var note = entry.Text is { Length: > 0 } said ? (said.Length <= LongestNote ? said : said[..LongestNote] + "…").ReplaceLineEndings(" ") : null;
            var code = record.Add(RecordKind.Event, entry.Id.ToString(), entry.At, note is null ? text : $"{text}: {note}", $"/incidents/{incident.Reference}#event-{entry.Id}");
            record.Say(PostmortemSection.Timeline, note is null ? text : $"{text}: {note}", [code], entry.At);
            Note(record.Response, entry, code);
        }

        record.Response.Opened = incident.OpenedAt;
        record.Response.Started = incident.StartedAt;
        record.Response.Acknowledged = incident.AcknowledgedAt;
        record.Response.Resolved = incident.ResolvedAt;
    }

    private static void Note(ResponseFacts facts, TimelineEntry entry, string code)
    {
        switch (entry.Kind)
        {
            case IncidentEventKind.Opened or IncidentEventKind.Declared or IncidentEventKind.SplitFrom:
                facts.OpenedBy ??= code;
                break;
            case IncidentEventKind.Acknowledged:
                facts.AcknowledgedBy = code;
                break;
            case IncidentEventKind.DiagnosisCompleted:
                facts.Diagnosed ??= entry.At;
                facts.DiagnosedBy ??= code;
                break;
            case IncidentEventKind.DiagnosisFailed:
                facts.DiagnosesFailed.Add(code);
                break;
            case IncidentEventKind.Reopened:
                facts.Reopened.Add(code);
                break;
            case IncidentEventKind.Escalated:
                facts.Escalated.Add(code);
                break;
            case IncidentEventKind.Resolved:
                facts.ResolvedBy = code;
                break;
            case IncidentEventKind.ActionRequested:
                facts.ActionRequested ??= (entry.At, code);
                break;
            case IncidentEventKind.ActionDecided when entry.Details.GetValueOrDefault("decision") is "approved":
                facts.ActionApproved ??= (entry.At, code);
                break;
            case IncidentEventKind.ActionVerified:
                facts.Verified.Add((EnumsAsText.Parse<EffectWord>(entry.Details.GetValueOrDefault("outcome") ?? "none"), code));
                break;
            default:
                break;
        }
    }
}
