using System.Globalization;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.Dashboards;

/// <summary>Reads what a stat, a gauge, a bar gauge or a table shows.</summary>
internal sealed class ReadPanel(VictoriaMetricsClient metrics, ReportingReader reporting)
{
    private const int MostValues = 50;

    public async Task<PanelContent> RunAsync(
        Panel panel, PanelWindow window, IReadOnlyDictionary<string, IReadOnlyList<string>> chosen, DashboardAccess access, CancellationToken cancellationToken)
    {
        var values = new List<PanelValue>();
        PanelTable? table = null;
        foreach (var target in panel.Targets)
        {
            if (target.Language == QueryLanguage.Sql)
            {
                if (!access.SeesAll)
                {
                    return new PanelContent(PanelStatus.Withheld);
                }

                var rows = await reporting.ReadAsync(QueryText.Sql(target.Text, window), cancellationToken);
                if (rows.Unavailable is { } reason)
                {
                    return new PanelContent(PanelStatus.Unavailable, reason);
                }

                table ??= new PanelTable(rows.Columns, rows.Rows);
                values.AddRange(rows.Rows.Select(ValueOf).OfType<PanelValue>());
            }
            else
            {
                var answer = await metrics.QueryAsync(QueryText.MetricsQl(target.Text, window, chosen), window.End, access.MetricFilters, cancellationToken);
                if (!answer.IsAvailable)
                {
                    return new PanelContent(PanelStatus.Unavailable, answer.Failure.Detail);
                }

                IReadOnlyList<InstantSample> samples = [.. answer.Value.Where(sample => double.IsFinite(sample.Value)).OrderByDescending(sample => sample.Value).Take(MostValues)];
                table ??= TableOf(panel, samples);
                values.AddRange(samples.Select(sample => new PanelValue(Legends.Of(target, sample.Labels), sample.Value)));
            }
        }

        return panel.Kind == PanelKind.Table
            ? new PanelContent(table is { Rows.Count: > 0 } ? PanelStatus.Checked : PanelStatus.Empty) { Table = table }
            : new PanelContent(values.Count > 0 ? PanelStatus.Checked : PanelStatus.Empty) { Values = values };
    }

    /// <summary>The number of a row, called by its first text.</summary>
    private static PanelValue? ValueOf(object?[] row) => row.FirstOrDefault(cell => cell is not null and not string and not DateTime) is { } number
        ? new PanelValue(row.OfType<string>().FirstOrDefault() ?? "", Convert.ToDouble(number, CultureInfo.InvariantCulture))
        : null;

    private static PanelTable TableOf(Panel panel, IReadOnlyList<InstantSample> samples) => new(
        [.. panel.Format.Columns.Select(column => column.Name)],
        [.. samples.Select(sample => panel.Format.Columns.Select(column => column.Source == "Value" ? (object)sample.Value : sample[column.Source]).ToArray())]);
}
