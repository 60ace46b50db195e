namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>What helped and what hindered, and what could be done about the latter.</summary>
internal sealed class JudgementPart : IRecordPart
{
    public int Order => 90;

    public Task AddAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        foreach (var judged in ResponseJudgement.Of(record.Response))
        {
            var text = record.Texts[$"postmortems.judged.{judged.Reason}",
                ("duration", judged.Took is { } took ? record.Formats.Duration(TimeSpan.FromSeconds(Math.Round(took.TotalSeconds))) : ""), ("count", record.Formats.Count(judged.Count)), ("of", record.Formats.Count(judged.Of))];
            record.Say(judged.Helped ? PostmortemSection.Helped : PostmortemSection.Hindered, text, judged.Cites);
            if (!judged.Helped && record.Texts.Find($"postmortems.suggest.{judged.Reason}") is { } suggestion)
            {
                record.Suggest(Platform.Localization.Texts.Fill(suggestion, ("service", record.CauseService ?? (record.Incident.Services.Count > 0 ? record.Incident.Services[0] : record.Incident.Reference))), judged.Cites);
            }
        }

        if (record.CauseService is { } cause && record.Response.VerdictCode is { } verdict && record.Texts.Find($"postmortems.suggest.cause_{Persistence.EnumsAsText.ToText(record.CauseKind)}") is { } prevent)
        {
            record.Suggest(Platform.Localization.Texts.Fill(prevent, ("service", cause)), [verdict]);
        }

        return Task.CompletedTask;
    }
}
