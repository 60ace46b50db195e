using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Polly;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Evidence;
using SrePlatform.Assistant.Platform;
using SrePlatform.Assistant.Telemetry;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>
/// The only way that a run asks a source: the question and the redacted bytes of the answer are stored before anything is concluded
/// from them, and what is concluded is read from the stored bytes. A resumed run gets earlier answers instead of asking again.
/// </summary>
internal sealed class EvidenceLog(
    RunLease lease,
    IReadOnlyList<Observation> earlier,
    RunBudget budget,
    IRunJournal journal,
    ISourceAnswers answers,
    AssistantMetrics metrics,
    TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Observation> _earlier = new(earlier.Where(row => !row.Superseded)
        .GroupBy(row => QuestionKey.Of(row.Tool, row.Query, row.WindowStart, row.WindowEnd))
        .Select(group => KeyValuePair.Create(group.Key, group.First())));

    private readonly ConcurrentDictionary<int, ObservedSource> _observed = new();
    private int _last = earlier.Count == 0 ? 0 : earlier.Max(row => row.Number);

    /// <summary>All observations of this run so far, by number.</summary>
    public IReadOnlyList<ObservedSource> All => [.. _observed.Values.OrderBy(observed => observed.Number)];

    public async Task<Observed<TValue>> ObserveAsync<TArguments, TValue>(ITool<TArguments, TValue> tool, TArguments arguments, CancellationToken cancellationToken)
        where TValue : class
    {
        var question = tool.Describe(arguments);
        if (_earlier.TryRemove(QuestionKey.Of(tool.Name, question.Query, question.WindowStart, question.WindowEnd), out var known))
        {
            return Keep(Read(tool, arguments, known.Number, known.Id, known.ReadPayload()));
        }

        var number = Interlocked.Increment(ref _last);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        if (!budget.TryToolCall())
        {
            var skipped = new Observed<TValue>(number, id, tool.Source, tool.Name, ObservationStatus.NotAsked, "not asked: the budget is spent", null, "the budget is spent");
            return await StoreAsync(skipped, question, new ToolBytes([], "text/plain"), TimeSpan.Zero, cancellationToken);
        }

        using var activity = AssistantTelemetry.StartTool(tool.Name, tool.Source, number);
        var started = clock.GetTimestamp();
        Observed<TValue> observed;
        ToolBytes bytes;
        try
        {
            using var limit = new CancellationTokenSource(budget.Left, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var fetched = await answers.FetchAsync(tool, arguments, either.Token);
            bytes = fetched with { Content = SecretRedaction.Redact(fetched.Content) };
            observed = Read(tool, arguments, number, id, bytes.Content);
        }
        catch (Exception exception) when (IsSourceTrouble(exception, cancellationToken))
        {
            var problem = SecretRedaction.Redact(Describe(exception, budget));
            activity?.SetStatus(ActivityStatusCode.Error, problem);
            bytes = new ToolBytes(System.Text.Encoding.UTF8.GetBytes(problem), "text/plain");
            observed = new Observed<TValue>(number, id, tool.Source, tool.Name, ObservationStatus.Unavailable, problem, null, problem);
        }

        var duration = clock.GetElapsedTime(started);
        metrics.ToolCalled(tool.Name, EnumText.Of(observed.Status), duration.TotalSeconds);
        activity?.SetTag("sre.observation.status", EnumText.Of(observed.Status));
        return await StoreAsync(observed, question, bytes, duration, cancellationToken);
    }

    private static Observed<TValue> Read<TArguments, TValue>(ITool<TArguments, TValue> tool, TArguments arguments, int number, Guid id, byte[] content) where TValue : class
    {
        try
        {
            var reading = tool.Read(arguments, content);
            var status = reading.IsEmpty ? ObservationStatus.Empty : ObservationStatus.Checked;
            return new Observed<TValue>(number, id, tool.Source, tool.Name, status, reading.Summary, reading.Value);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            throw new SourceException($"{tool.Name} got an answer that it cannot read: {exception.Message}", exception);
        }
    }

    private async Task<Observed<TValue>> StoreAsync<TValue>(Observed<TValue> observed, ToolQuestion question, ToolBytes bytes, TimeSpan duration, CancellationToken cancellationToken)
        where TValue : class
    {
        var milliseconds = (int)Math.Min(int.MaxValue, duration.TotalMilliseconds);
        var row = new Observation
        {
            Id = observed.Id,
            SessionId = lease.SessionId,
            Number = observed.Number,
            Attempt = lease.Attempt,
            Source = observed.Source,
            Tool = observed.Tool,
            Query = question.Query,
            Arguments = question.Arguments.ToJsonString(),
            WindowStart = question.WindowStart,
            WindowEnd = question.WindowEnd,
            Status = observed.Status,
            Summary = observed.Summary.Length > 1000 ? observed.Summary[..1000] : observed.Summary,
            ContentType = bytes.ContentType,
            Sha256 = Observation.Hash(bytes.Content),
            Payload = Observation.Compress(bytes.Content),
            CreatedAt = clock.GetUtcNow(),
            DurationMs = milliseconds,
        };
        await journal.AddObservationAsync(lease, row, new
        {
            row.Number,
            row.Source,
            row.Tool,
            row.Status,
            row.Summary,
            duration_ms = milliseconds,
        }, cancellationToken);
        return Keep(observed);
    }

    private Observed<TValue> Keep<TValue>(Observed<TValue> observed) where TValue : class
    {
        _observed[observed.Number] = observed;
        return observed;
    }

    private static bool IsSourceTrouble(Exception exception, CancellationToken cancellationToken) => !cancellationToken.IsCancellationRequested
        && exception is SourceException or HttpRequestException or ExecutionRejectedException or OperationCanceledException or IOException or TimeoutException;

    private static string Describe(Exception exception, RunBudget budget) => exception switch
    {
        OperationCanceledException when budget.Left <= TimeSpan.Zero => "no answer within the time of this run",
        Polly.Timeout.TimeoutRejectedException or OperationCanceledException => "no answer in time",
        Polly.CircuitBreaker.BrokenCircuitException => "not tried: it failed repeatedly a moment ago",
        _ => exception.Message.ReplaceLineEndings(" "),
    };
}
