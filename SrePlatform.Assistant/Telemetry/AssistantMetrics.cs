using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SrePlatform.Assistant.Telemetry;

/// <summary>What the Assistant counts about itself: one method for each event.</summary>
internal sealed class AssistantMetrics
{
    private readonly Meter _meter;
    private readonly Counter<long> _accepted;
    private readonly Counter<long> _finished;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _toolCalls;
    private readonly Histogram<double> _toolDuration;
    private readonly Counter<long> _claimsDropped;
    private readonly Counter<long> _resumed;
    private readonly Counter<long> _callbacks;
    private readonly Counter<long> _narrations;
    private readonly Counter<long> _grades;
    private readonly Counter<long> _modelCalls;
    private readonly Counter<long> _modelTokens;
    private readonly Counter<double> _modelCost;

    public AssistantMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create(AssistantTelemetry.SourceName);
        _accepted = meter.CreateCounter<long>("assistant.diagnoses.accepted", description: "Diagnoses asked for.");
        _finished = meter.CreateCounter<long>("assistant.diagnoses.finished", description: "Diagnoses that ended, by state and verdict.");
        _duration = meter.CreateHistogram<double>("assistant.diagnosis.duration", "s", "From request to stored analysis.");
        _toolCalls = meter.CreateCounter<long>("assistant.tool.calls", description: "Questions to sources, by what came of them.");
        _toolDuration = meter.CreateHistogram<double>("assistant.tool.duration", "s", "Time a source took to answer.");
        _claimsDropped = meter.CreateCounter<long>("assistant.claims.dropped", description: "Statements without evidence, left out.");
        _resumed = meter.CreateCounter<long>("assistant.diagnoses.resumed", description: "Runs taken over from a process that died.");
        _callbacks = meter.CreateCounter<long>("assistant.callbacks", description: "Completion messages to the Control Plane, by outcome.");
        _modelCalls = meter.CreateCounter<long>("assistant.model.calls", description: "Calls to language models, by what came of them.");
        _modelTokens = meter.CreateCounter<long>("assistant.model.tokens", description: "Tokens of language models.");
        _modelCost = meter.CreateCounter<double>("assistant.model.cost", "{USD}", "US dollars for language models, by the price table.");
        _grades = meter.CreateCounter<long>("assistant.feedback", description: "Grades of diagnoses: would acting on it have fixed it.");
        _narrations = meter.CreateCounter<long>("assistant.narrations", description: "Summaries by the language model, by what became of them.");
    }

    public void Accepted(string kind) => _accepted.Add(1, new TagList { { "kind", kind } });

    public void Finished(string kind, string state, string? verdict, double seconds)
    {
        _finished.Add(1, new TagList { { "kind", kind }, { "state", state }, { "verdict", verdict ?? "none" } });
        _duration.Record(seconds, new TagList { { "kind", kind }, { "state", state } });
    }

    public void ToolCalled(string tool, string status, double seconds)
    {
        _toolCalls.Add(1, new TagList { { "tool", tool }, { "status", status } });
        _toolDuration.Record(seconds, new TagList { { "tool", tool } });
    }

    public void ClaimDropped(string kind) => _claimsDropped.Add(1, new TagList { { "kind", kind } });

    public void Resumed() => _resumed.Add(1);

    public void CallbackSent(string outcome) => _callbacks.Add(1, new TagList { { "outcome", outcome } });

    public void ModelCalled(string agent, string model, string status, long input, long output, decimal? cost)
    {
        _modelCalls.Add(1, new TagList { { "agent", agent }, { "model", model }, { "status", status } });
        _modelTokens.Add(input, new TagList { { "model", model }, { "direction", "input" } });
        _modelTokens.Add(output, new TagList { { "model", model }, { "direction", "output" } });
        _modelCost.Add((double)(cost ?? 0), new TagList { { "model", model } });
    }

    /// <summary>Shows how much of the day's budget for language models is spent; alerts are made on it.</summary>
    public void FollowBudget(Func<double> used) =>
        _meter.CreateObservableGauge("assistant.model.budget.used", used, description: "Share of the tokens of this day (UTC) that this process has spent on language models.");

    public void Graded(string grade) => _grades.Add(1, new TagList { { "grade", grade } });

    public void Narrated(string outcome) => _narrations.Add(1, new TagList { { "outcome", outcome } });
}
