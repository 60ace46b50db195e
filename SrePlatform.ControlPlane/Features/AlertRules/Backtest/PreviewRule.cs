using SrePlatform.ControlPlane.Features.AlertRules.Editing;
using SrePlatform.ControlPlane.Features.Shared;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.VictoriaMetrics;

namespace SrePlatform.ControlPlane.Features.AlertRules.Backtest;

/// <summary>What one severity of a rule would have done in the last day.</summary>
internal sealed record VariantPreview(RuleSeverity Severity, string Expression, BacktestResult Result);

/// <summary>How a rule would have behaved, and what an alert of it would say.</summary>
/// <param name="Variables">Labels that the message may use.</param>
internal sealed record RulePreview(
    IReadOnlyList<VariantPreview> Variants, ChartData Chart, string Unit, TimeSpan Step, string? Summary, string? Description, IReadOnlyList<string> Variables);

/// <summary>Tries a draft on the last day without storing anything.</summary>
internal sealed class PreviewRule(RuleExpressionCheck check, ReplayRule replay, ReadRuleSeries chart, VictoriaMetricsClient metrics, TimeProvider time)
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(1);

    public async Task<Outcome<RulePreview>> RunAsync(AlertRuleDraft draft, CancellationToken cancellationToken)
    {
        // A draft is tried before it has a name.
        if (!(await check.RunAsync(string.IsNullOrWhiteSpace(draft.Name) ? draft with { Name = "draft" } : draft, cancellationToken)).TryGet(out var rule, out var failure))
        {
            return failure;
        }

        var end = time.GetUtcNow();
        var step = replay.Step(Length, rule.Interval);
        var variants = new List<VariantPreview>();
        foreach (var variant in rule.EachSeverity())
        {
            var result = await replay.RunAsync(variant.Expression, variant.For, end - Length, end, step, cancellationToken);
            if (!result.IsAvailable)
            {
                return result.Failure.IsBadQuery ? new AlertRuleInvalid([new("expression", "expression", result.Failure.Detail)]) : new AlertRuleUnchecked(result.Failure.Detail);
            }

            variants.Add(new(variant.Severity, variant.Expression, result.Value));
        }

        var value = ComparedValue.Of(rule);
        var samples = await metrics.QueryAsync($"topk(1, {value.Query})", cancellationToken: cancellationToken);
        var sample = samples.IsAvailable && samples.Value.Count > 0 ? samples.Value[0] : null;
        var labels = sample?.Labels ?? variants.SelectMany(variant => variant.Result.Firings).FirstOrDefault()?.Labels ?? new Dictionary<string, string>();
        return new RulePreview(
            variants, await chart.RunAsync(rule, Length, cancellationToken), value.Unit, step,
            Said("summary"), Said("description"), [.. labels.Keys.Where(name => name != "__name__").Order(StringComparer.Ordinal)]);

        string? Said(string name) => rule.Annotations.TryGetValue(name, out var text) ? AnnotationText.Preview(text, labels, sample?.Value) : null;
    }
}
