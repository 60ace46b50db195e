using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Slos;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Postmortems.Record;

/// <summary>What it cost: how long, how many requests failed, how much of an error budget. What cannot be asked is said to be unknown.</summary>
internal sealed class ImpactPart(SreDbContext context, VictoriaMetricsClient metrics) : IRecordPart
{
    private const int MostServices = 6;
    private const string Routes = "http_route!~\"/metrics|/health|/alive\"";

    public int Order => 50;

    public async Task AddAsync(RecordBuilder record, CancellationToken cancellationToken)
    {
        var incident = record.Incident;
        var lasted = record.End - incident.StartedAt;
        var began = incident.DeclaredBy is null ? record.Response.Alerts.FirstOrDefault() ?? record.Response.OpenedBy : record.Response.OpenedBy;
        var services = string.Join(", ", incident.Services.Take(MostServices));
        var key = (services.Length > 0, incident.ResolvedAt is not null) switch
        {
            (true, true) => "postmortems.summary.what",
            (true, false) => "postmortems.summary.what_open",
            (false, true) => "postmortems.summary.what_plain",
            _ => "postmortems.summary.what_plain_open",
        };
        record.Say(PostmortemSection.Summary, record.Texts[key, ("reference", incident.Reference), ("title", incident.Title.TrimEnd('.')), ("services", services),
            ("day", incident.StartedAt.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("from", record.Clock(incident.StartedAt)), ("to", record.Clock(record.End)),
            ("duration", record.Formats.Duration(lasted))], [record.Response.OpenedBy, began, record.Response.ResolvedBy]);
        record.Say(PostmortemSection.Impact, record.Texts["postmortems.impact.duration", ("duration", record.Formats.Duration(lasted)), ("from", record.Clock(incident.StartedAt)), ("to", record.Clock(record.End))],
            [began, record.Response.ResolvedBy]);
        foreach (var service in incident.Services.Take(MostServices))
        {
            await FailedAsync(record, service, lasted, cancellationToken);
        }

        await BudgetsAsync(record, lasted, cancellationToken);
    }

    /// <summary>Answers that were errors of the server, as the service itself counted them.</summary>
    private async Task FailedAsync(RecordBuilder record, string service, TimeSpan lasted, CancellationToken cancellationToken)
    {
        var of = $"service={MetricsQl.Quote(service)},{Routes}";
        var window = MetricsQl.Duration(lasted);
        var all = $"sum(increase(http_server_request_duration_seconds_count{{{of}}}[{window}]))";
        var failed = $"sum(increase(http_server_request_duration_seconds_count{{{of},http_response_status_code=~\"5..\"}}[{window}]))";
        var answered = await metrics.QueryAsync(all, record.End, cancellationToken: cancellationToken);
        var broken = answered.IsAvailable ? await metrics.QueryAsync(failed, record.End, cancellationToken: cancellationToken) : answered;
        if (!broken.IsAvailable)
        {
            Unknown(record, service, failed, broken.Failure.Detail);
            return;
        }

        if (answered.Value is not [{ Value: var total }] || !double.IsFinite(total))
        {
            Unknown(record, service, failed, record.Texts["postmortems.impact.no_series"]);
            return;
        }

        var count = broken.Value is [{ Value: var bad }] && double.IsFinite(bad) ? bad : 0;
        var text = record.Texts["postmortems.impact.failed", ("service", service), ("failed", record.Formats.Count((long)Math.Round(count))), ("total", record.Formats.Count((long)Math.Round(total))),
            ("share", record.Formats.Value(total > 0 ? count / total : 0, "ratio"))];
        record.Say(PostmortemSection.Impact, text, [record.Add(RecordKind.Measurement, $"failed:{service}", record.End, text, null, failed)]);
    }

    private static void Unknown(RecordBuilder record, string service, string query, string why)
    {
        var text = record.Texts["postmortems.impact.failed_unknown", ("service", service), ("reason", why.TrimEnd('.'))];
        record.Say(PostmortemSection.Impact, text, [record.Add(RecordKind.Measurement, $"failed:{service}", record.End, text, null, query)]);
    }

    /// <summary>How much of each objective's budget the incident spent: the share of bad events in it, over its share of the objective's time.</summary>
    private async Task BudgetsAsync(RecordBuilder record, TimeSpan lasted, CancellationToken cancellationToken)
    {
        var services = record.Incident.Services;
        var objectives = await context.Set<Slo>().AsNoTracking().Where(slo => services.Contains(slo.Service)).OrderBy(slo => slo.Name).Take(MostServices * 2).ToListAsync(cancellationToken);
        if (objectives.Count == 0)
        {
            record.Say(PostmortemSection.Impact, record.Texts["postmortems.impact.no_objective"], [record.Response.OpenedBy]);
        }

        foreach (var slo in objectives)
        {
            var query = SloQueries.ErrorRatio(slo, MetricsQl.Duration(lasted));
            var answer = await metrics.QueryAsync(query, record.End, cancellationToken: cancellationToken);
            var text = !answer.IsAvailable
                ? record.Texts["postmortems.impact.budget_unknown", ("objective", slo.Name), ("reason", answer.Failure.Detail.TrimEnd('.'))]
                : answer.Value is [{ Value: var ratio }] && double.IsFinite(ratio)
                    ? record.Texts["postmortems.impact.budget", ("objective", slo.Name), ("spent", record.Formats.Value(Spent(slo, ratio, lasted), "ratio")), ("days", slo.WindowDays), ("bad", record.Formats.Value(ratio, "ratio"))]
                    : record.Texts["postmortems.impact.budget_unknown", ("objective", slo.Name), ("reason", record.Texts["postmortems.impact.no_series"])];
            record.Say(PostmortemSection.Impact, text, [record.Add(RecordKind.Objective, slo.Id.ToString(), record.End, text, $"/slos/{slo.Id}", query)]);
        }
    }

    internal static double Spent(Slo slo, double badShare, TimeSpan lasted) => Math.Max(0, badShare) / slo.Budget * (lasted / TimeSpan.FromDays(slo.WindowDays));
}
