using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Diagnosis.Capacity;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>The answerers as a model's tools. All of them only read; what they tell is fenced, and remembered by what it cites.</summary>
internal sealed class QuestionTools(IEnumerable<IQuestionAnswerer> answerers, IEnumerable<IQuestionToolset> toolsets)
{
    private const int LongestMinutes = 7 * 24 * 60;

    private static readonly (string Name, QuestionIntent Intent, string Description)[] ByService =
    [
        ("service_signals", QuestionIntent.GoldenSignals, "Request rate, errors, latency, CPU, memory and availability of a service, now and in the span before."),
        ("compare_windows", QuestionIntent.Compare, "All signals now against the span before; without a service those that moved."),
        ("top_movers", QuestionIntent.TopMovers, "What moved most in all services."),
        ("what_changed", QuestionIntent.WhatChanged, "Deployments and changes by people."),
        ("open_incidents", QuestionIntent.OpenIncidents, "Incidents that are open."),
        ("firing_alerts", QuestionIntent.FiringAlerts, "Alerts that fire."),
        ("dependencies", QuestionIntent.Dependencies, "Whom a service calls and who calls it."),
        ("search_logs", QuestionIntent.Logs, "What a service logs, by pattern; patterns that are new first."),
    ];

    /// <param name="context">The question.</param>
    /// <param name="told">Filled with what was told, by the number of the observation.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<AIFunction>> ForAsync(QuestionContext context, ConcurrentDictionary<int, string> told, CancellationToken cancellationToken)
    {
        var known = answerers.ToDictionary(answerer => answerer.Intent);
        var asking = new Asking(context, told, known);
        var more = new List<AIFunction>();
        foreach (var toolset in toolsets)
        {
            more.AddRange(await toolset.ForAsync(context, told, cancellationToken));
        }

        return
        [
            .. ByService.Select(tool => AIFunctionFactory.Create(
                ([Description("Name of the service; empty for all")] string? service, [Description("Minutes back from now, 1 to 10080")] int? minutes, CancellationToken token) =>
                    asking.AskAsync(tool.Intent, question => question with { Service = service is { Length: > 0 } ? service : null }, minutes, null, token),
                tool.Name, tool.Description, AssistantJson.Options)),
            AIFunctionFactory.Create(
                ([Description("MetricsQL, one line")] string expression, [Description("Minutes back from now, 1 to 10080")] int? minutes, CancellationToken token) =>
                    asking.AskAsync(QuestionIntent.RawMetrics, question => question with { Expression = expression }, minutes, null, token),
                "metrics_query", "Any MetricsQL expression: latest value and range of each series.", AssistantJson.Options),
            AIFunctionFactory.Create(
                ([Description("Name of the service")] string service, [Description("cpu, memory, disk or network")] CapacityMetric metric, CancellationToken token) =>
                    asking.AskAsync(QuestionIntent.Capacity, question => question with { Service = service, Metric = metric }, null, null, token),
                "capacity", "How much is used and when it is used up.", AssistantJson.Options),
            AIFunctionFactory.Create(
                ([Description("Words to look for")] string words, CancellationToken token) => asking.AskAsync(QuestionIntent.Knowledge, question => question, null, words, token),
                "search_knowledge", "Runbooks, past incidents and postmortems.", AssistantJson.Options),
            .. more,
        ];
    }

    /// <summary>Asks one answerer on behalf of the model.</summary>
    private sealed class Asking(QuestionContext context, ConcurrentDictionary<int, string> told, Dictionary<QuestionIntent, IQuestionAnswerer> known)
    {
        public async Task<string> AskAsync(QuestionIntent intent, Func<RoutedQuestion, RoutedQuestion> change, int? minutes, string? words, CancellationToken cancellationToken)
        {
            var ledger = new AnswerLedger(context.Run.Evidence);
            var window = minutes is { } back ? TimeSpan.FromMinutes(Math.Clamp(back, 1, LongestMinutes)) : context.Window;
            var question = change(context.Question with { Intent = intent, Window = minutes is null ? null : window });
            await known[intent].AnswerAsync(
                context with { Question = question, Words = words ?? context.Words, Start = minutes is null ? context.Start : context.End - window, Ledger = ledger }, cancellationToken);
            foreach (var finding in ledger.Findings)
            {
                foreach (var number in finding.Observations)
                {
                    told.AddOrUpdate(number, finding.Message, (_, before) => before + "\n" + finding.Message);
                }
            }

            return ledger.Findings.Count == 0
                ? "Nothing: the source did not answer, or knows nothing of it."
                : UntrustedText.Fence(AssistantJson.Serialize(ledger.Findings.Select(finding => new { finding.Message, finding.Observations })));
        }
    }
}

/// <summary>More read-only tools for a model, from where they are configured.</summary>
internal interface IQuestionToolset
{
    Task<IReadOnlyList<AIFunction>> ForAsync(QuestionContext context, ConcurrentDictionary<int, string> told, CancellationToken cancellationToken);
}
