using SrePlatform.Assistant.Diagnosis.Report;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Diagnosis.Sessions;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Tools.ControlPlane;

namespace SrePlatform.Assistant.Diagnosis.Answers;

/// <summary>
/// Answers a free question: a configured language model may look around with the read-only tools; without one, or where its answer does
/// not hold, the question is understood by its words.
/// </summary>
internal sealed class ExecuteFlow(
    TopologyTool topology, IEnumerable<IQuestionAnswerer> answerers, EarlierAnalysisTool earlier, ModelAnswer model, TimeProvider clock) : IAnswerFlow
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan AroundOnset = TimeSpan.FromMinutes(15);

    public DiagnosisKind Kind => DiagnosisKind.Execute;

    public async Task<Answer> RunAsync(RunContext run, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var asked = AssistantJson.Deserialize<ExecuteQuestion>(run.Session.Request);
        await run.StepAsync(Messages.Of("step.understanding"), 10, cancellationToken);
        var known = await run.Evidence.ObserveAsync(topology, new TopologyArguments(), cancellationToken);
        var before = run.Session.FollowsId is { } session ? await run.Evidence.ObserveAsync(earlier, new EarlierAnalysisArguments(session), cancellationToken) : null;
        var followed = before?.Value;
        var services = (known.Value?.Nodes ?? []).Select(node => node.Service).Concat(followed?.Candidates.Select(candidate => candidate.Service) ?? []).Distinct(StringComparer.Ordinal).ToList();
        var question = QuestionRouter.Route(asked.Query, services, asked.Service ?? followed?.Service, run.Session.FollowsId is not null, followed?.Intent);
        var (start, end) = WindowOf(asked, question, followed, run.ReferenceTime);
        var context = new QuestionContext(run, question, asked.Query, start, end, known.Number, new AnswerLedger(run.Evidence), []) { Earlier = before };

        await run.StepAsync(Messages.Of("step.answering"), 40, cancellationToken);
        var engine = new EngineInfo(EngineVersion.Current, null);
        if (asked.UseModel && model.IsOn)
        {
            engine = await model.TryAnswerAsync(context, services, cancellationToken);
        }

        if (context.Ledger.Findings.Count == 0 && answerers.SingleOrDefault(answerer => answerer.Intent == question.Intent) is { } answerer)
        {
            await answerer.AnswerAsync(context, cancellationToken);
        }

        var answer = Write(context, engine, Math.Round(clock.GetElapsedTime(started).TotalSeconds, 2));
        return new Answer(answer.Summary, AssistantJson.Serialize(answer));
    }

    /// <summary>The given time, else what the words name, else that of the session it follows, else the latest quarter of an hour.</summary>
    private static (DateTimeOffset Start, DateTimeOffset End) WindowOf(ExecuteQuestion asked, RoutedQuestion question, EarlierAnalysis? followed, DateTimeOffset now)
    {
        if (asked.Start is { } start)
        {
            var until = asked.End is { } given && given < now ? given : now;
            return start < until ? (start, until) : (now - UsualWindow, now);
        }

        return question.Window is { } window ? (now - window, now)
            : followed is { Intent: not null, Window: { } same } ? (same.Start, same.End)
            : followed is { Window: { } earlier } ? ((earlier.Onset ?? earlier.Start) - AroundOnset, earlier.End)
            : (now - UsualWindow, now);
    }

    private static QueryAnswer Write(QuestionContext context, EngineInfo engine, double seconds)
    {
        var findings = context.Ledger.Findings;
        var all = context.Run.Evidence.All;
        var failed = all.Any(observed => !observed.Answered);
        var unanswered = findings.Count == 0;
        var summary = unanswered
            ? Messages.Of(failed ? "answer.unavailable" : "answer.not_understood", ("problem", all.FirstOrDefault(observed => !observed.Answered)?.Problem)).Text
            : string.Join("; ", findings.Take(3).Select(finding => finding.Message)) + (findings.Count > 3 ? FormattableString.Invariant($"; and {findings.Count - 3} more") : "") + ".";
        return new QueryAnswer(
            context.Run.Session.Lease.SessionId,
            context.Words,
            EnumText.Of(context.Question.Intent),
            unanswered ? AnswerStatus.Unanswered : failed ? AnswerStatus.Partial : AnswerStatus.Answered,
            summary.Length > 1000 ? summary[..999] + "…" : summary,
            findings,
            [.. all.Select(AnswerObservation.Of)],
            [.. all.Select(observed => observed.Tool).Distinct(StringComparer.Ordinal)],
            [.. context.Plan],
            seconds,
            engine,
            Suggestions(context),
            context.Service,
            new AnswerWindow(context.Start, context.End));
    }

    private static IReadOnlyList<string> Suggestions(QuestionContext context) => context.Service is { } service
        ? [$"What changed on {service} in the last 2 hours?", $"Compare {service} with yesterday", $"What does {service} depend on?", $"When does the memory of {service} run out?"]
        : ["Which incidents are open?", "What moved most in the last 30 minutes?", "What changed in the last 2 hours?", "query: sum by (service) (rate(http_server_request_duration_seconds_count[1m]))"];
}
