using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Rca;

namespace SrePlatform.Assistant.Diagnosis.Answers.Answerers;

/// <summary>How a service does: traffic, errors, latency and saturation, now and in the time before.</summary>
internal sealed class GoldenSignals(SignalComparison comparison) : IQuestionAnswerer
{
    private const int MostServices = 6;
    private static readonly string[] Golden = [Signals.RequestRate, Signals.ErrorShare, Signals.LatencyP95, Signals.Cpu, Signals.Memory, Signals.Availability];

    public QuestionIntent Intent => QuestionIntent.GoldenSignals;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add($"Read {Golden.Length} signals in the window and in the same span before it");
        var all = await comparison.CompareAsync(context.Run, (context.Start - context.Window, context.Start), (context.Start, context.End), Golden, cancellationToken);
        var shown = context.Service is { } service
            ? all.Where(difference => difference.Service == service)
            : all.Where(difference => difference.Worse).OrderByDescending(difference => Math.Abs(difference.Score)).Take(MostServices);
        foreach (var difference in shown.Where(difference => difference.After is not null || difference.Before is not null))
        {
            context.Ledger.Add(
                difference.Worse ? "warning" : "info",
                Messages.Of(difference.Moved ? "answer.signal_moved" : difference.Before is null ? "answer.signal_only" : "answer.signal", difference.Args),
                difference.Observations);
        }

        if (context.Ledger.Findings.Count == 0 && all.Count > 0)
        {
            string[] measured = [.. all.Select(difference => difference.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            context.Ledger.Add(
                context.Service is { } unmeasured ? Messages.Of("answer.not_measured", ("service", unmeasured), ("services", measured)) : Messages.Of("answer.nothing_moved", ("services", measured)),
                all.SelectMany(difference => difference.Observations).Distinct());
        }
    }
}

/// <summary>Two windows side by side: this one and the one before, or the same time yesterday.</summary>
internal sealed class CompareWindows(SignalComparison comparison) : IQuestionAnswerer
{
    private const int MostShown = 12;

    public QuestionIntent Intent => QuestionIntent.Compare;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        var back = context.Question.AgainstYesterday ? TimeSpan.FromDays(1) : context.Window;
        context.Plan.Add($"Compare the medians of all signals with those of {back.TotalMinutes:0} minutes earlier");
        var all = await comparison.CompareAsync(context.Run, (context.Start - back, context.End - back), (context.Start, context.End), null, cancellationToken);
        foreach (var difference in all
            .Where(difference => (context.Service is null ? difference.Moved : difference.Service == context.Service) && difference is { Before: not null, After: not null })
            .OrderByDescending(difference => Math.Abs(difference.Score)).Take(MostShown))
        {
            context.Ledger.Add(difference.Worse ? "warning" : "info", Messages.Of("answer.compare", difference.Args), difference.Observations);
        }

        if (context.Ledger.Findings.Count == 0 && all.Any(difference => difference is { Before: not null, After: not null }))
        {
            string[] measured = [.. all.Select(difference => difference.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            context.Ledger.Add(Messages.Of("answer.nothing_moved", ("services", measured)), all.SelectMany(difference => difference.Observations).Distinct());
        }
    }
}

/// <summary>What moved most, in all services.</summary>
internal sealed class TopMovers(SignalComparison comparison) : IQuestionAnswerer
{
    private const int MostShown = 8;

    public QuestionIntent Intent => QuestionIntent.TopMovers;

    public async Task AnswerAsync(QuestionContext context, CancellationToken cancellationToken)
    {
        context.Plan.Add("Rank all signals by how far they left their usual range");
        var all = await comparison.CompareAsync(context.Run, (context.Start - context.Window, context.Start), (context.Start, context.End), null, cancellationToken);
        foreach (var difference in all.Where(difference => difference.Moved).OrderByDescending(difference => Math.Abs(difference.Score)).Take(MostShown))
        {
            context.Ledger.Add(difference.Worse ? "warning" : "info", Messages.Of("answer.signal_moved", difference.Args), difference.Observations);
        }

        if (context.Ledger.Findings.Count == 0 && all.Any(difference => difference is { Before: not null, After: not null }))
        {
            string[] measured = [.. all.Select(difference => difference.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            context.Ledger.Add(Messages.Of("answer.nothing_moved", ("services", measured)), all.SelectMany(difference => difference.Observations).Distinct());
        }
    }
}
