using System.Globalization;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Features.Diagnosis.Messages;
using SrePlatform.ControlPlane.Platform.Localization;

namespace SrePlatform.ControlPlane.Features.Diagnosis.Panel;

/// <summary>Lays the claims of an analysis out over their stored observations.</summary>
internal sealed class EvidenceStripBuilder(DiagnosisMessages messages, Texts texts, Formats formats)
{
    private static readonly string[] Order = ["symptom", "cause", "change", "consequence", "ruled_out", "healthy", "context"];

    /// <summary>The strip; null for an analysis that does not say which window it looked at.</summary>
    public EvidenceStrip? Build(AnalysisDocument analysis, IReadOnlyList<ObservationRow> observations, IReadOnlyDictionary<Guid, byte[]> payloads)
    {
        if (analysis.Window is not { Start: { } begin, End: { } end })
        {
            return null;
        }

        var onset = analysis.Window.Onset ?? analysis.Claims.Select(claim => claim.Chart?.Onset).FirstOrDefault(at => at is not null);
        var start = EvidenceWindow.Start(begin, end, onset, analysis.Claims.Where(claim => IsDeployment(claim.Statement)).Select(claim => claim.Statement.Time("at")!.Value));
        var axis = new Axis(start, end, analysis.Window.StepSeconds ?? 15);
        var byId = observations.ToDictionary(observation => observation.Id);
        var rows = analysis.Claims
            .OrderBy(claim => Rank(claim.Kind))
            .ThenBy(claim => claim.Number)
            .GroupBy(claim => RuleOf(claim) ?? claim.Number.ToString(CultureInfo.InvariantCulture))
            .Select(alike => Row(alike.First()) with { Alike = [.. alike.Skip(1).Select(Row)] })
            .ToList();
        return new EvidenceStrip(
            start, end, onset is { } began ? axis.Mark(began, texts["chart.onset"]) : null, [.. Flags(analysis, axis)], rows);

        EvidenceRow Row(AnalysisClaim claim) => new(
            claim.Number,
            claim.Kind ?? "context",
            Tone(claim.Kind),
            messages.Say(claim.Statement),
            Plot(claim, axis, payloads),
            [.. (claim.ObservationIds ?? []).Where(byId.ContainsKey).Select(id => byId[id])]) { Link = LinkOf(claim.Statement) };
    }

    private static string? LinkOf(AnalysisMessage? statement) => statement is { Key: "claim.seen_before" } && statement.Argument("kind") is { } kind && statement.Argument("reference") is { } reference
        ? KnowledgeLink.Of(kind, reference)
        : null;

    private static string? RuleOf(AnalysisClaim claim) => claim.Statement?.Key == "claim.alert" ? claim.Statement.Argument("rule") : null;

    private static int Rank(string? kind) => Array.IndexOf(Order, kind) is >= 0 and var rank ? rank : Order.Length;

    internal static string Tone(string? kind) => kind switch
    {
        "symptom" or "cause" => "critical",
        "consequence" => "warning",
        "change" => "info",
        "healthy" => "healthy",
        _ => "muted",
    };

    private static IEnumerable<AxisMark> Flags(AnalysisDocument analysis, Axis axis) => analysis.Claims
        .Where(claim => IsDeployment(claim.Statement))
        .Select(claim => axis.Mark(claim.Statement.Time("at")!.Value, $"{claim.Statement.Argument("service")} {claim.Statement.Argument("version")}"))
        .OfType<AxisMark>()
        .DistinctBy(mark => (mark.At, mark.Label));

    private static bool IsDeployment(AnalysisMessage? statement) => statement.Argument("version") is not null && statement.Time("at") is not null;

    private EvidencePlot? Plot(AnalysisClaim claim, Axis axis, IReadOnlyDictionary<Guid, byte[]> payloads)
    {
        if (claim.Statement?.Key?.StartsWith("claim.deployment", StringComparison.Ordinal) == true && IsDeployment(claim.Statement))
        {
            return Step(axis, claim, texts["diagnosis.strip.deployments", ("service", claim.Statement.Argument("service"))], claim.Statement.Argument("version")!);
        }

        if (claim.Statement?.Key == "claim.alert" && claim.Statement.Time("at") is not null)
        {
            return Step(axis, claim, texts["diagnosis.strip.alert", ("rule", claim.Statement.Argument("rule"))], texts["diagnosis.strip.firing"]);
        }

        return claim.Chart is { Series: { } labels } chart && payloads.TryGetValue(chart.ObservationId, out var payload)
            && MatrixSeries.Find(payload, labels, axis.Start, axis.End, axis.Step) is { } series
            ? Series(chart, series)
            : null;
    }

    private EvidencePlot Series(ClaimChart chart, MatrixSeries series)
    {
        var title = TitleOf(chart);
        var value = messages.Value(chart.After, chart.Unit);
        var note = chart.Before is null ? "" : texts["diagnosis.strip.before", ("value", messages.Value(chart.Before, chart.Unit))];
        var summary = texts["diagnosis.strip.summary", ("title", title), ("before", messages.Value(chart.Before, chart.Unit)), ("after", value)];
        return new EvidencePlot(title, value, note, chart.Unit ?? "", series.Values, IsStep: false, summary, series.Times);
    }

    private string TitleOf(ClaimChart chart)
    {
        var service = chart.Series?.GetValueOrDefault("service");
        var peer = chart.Series?.GetValueOrDefault("peer_service");
        return (service, peer, chart.Signal) switch
        {
            (_, _, null) or (null, _, _) => chart.Label ?? "",
            (_, { Length: > 0 }, _) => texts["diagnosis.strip.title_peer", ("service", service), ("peer", peer), ("signal", messages.Signal(chart.Signal))],
            _ => texts["diagnosis.strip.title", ("service", service), ("signal", messages.Signal(chart.Signal))],
        };
    }

    private EvidencePlot? Step(Axis axis, AnalysisClaim claim, string title, string value)
    {
        const int Samples = 400;
        const double Low = 0.2;
        const double High = 0.7;
        var at = claim.Statement.Time("at")!.Value;
        if (axis.Mark(at, "") is not { } mark)
        {
            return null;
        }

        var edge = mark.Percent / 100 * (Samples - 1);
        double[] values = [.. Enumerable.Range(0, Samples).Select(index => index < edge ? Low : High)];
        return new EvidencePlot(title, value, formats.Precise(at), "", values, IsStep: true, messages.Say(claim.Statement), []);
    }

    private sealed class Axis(DateTimeOffset start, DateTimeOffset end, double step)
    {
        public double Start { get; } = start.ToUnixTimeMilliseconds() / 1000.0;

        public double End { get; } = end.ToUnixTimeMilliseconds() / 1000.0;

        public double Step => step;

        /// <summary>A mark at a time; null outside the axis.</summary>
        public AxisMark? Mark(DateTimeOffset at, string label)
        {
            var percent = ((at.ToUnixTimeMilliseconds() / 1000.0) - Start) / Math.Max(1, End - Start) * 100;
            return percent is >= 0 and <= 100 ? new AxisMark(Math.Round(percent, 2), at, label) : null;
        }
    }
}
