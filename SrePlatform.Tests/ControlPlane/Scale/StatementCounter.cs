using System.Collections.Concurrent;
using System.Diagnostics;

namespace SrePlatform.Tests.ControlPlane.Scale;

/// <summary>Counts the statements that a request sends to the database, by the trace that both belong to.</summary>
internal sealed class StatementCounter : IDisposable
{
    private readonly ActivitySource _source = new($"test-{Guid.NewGuid():N}");
    private readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> _statements = new();
    private readonly ActivityListener _listener;

    public StatementCounter()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" || source == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name is "Npgsql" && _statements.TryGetValue(activity.TraceId, out var statements))
                {
                    statements.Enqueue(activity.GetTagItem("db.query.text") as string ?? activity.DisplayName);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public async Task<IReadOnlyList<string>> OfAsync(Func<Task> ask)
    {
        Activity.Current = null;
        using var activity = _source.StartActivity("ask") ?? throw new InvalidOperationException("Nobody listens.");
        var statements = _statements.GetOrAdd(activity.TraceId, _ => new());
        await ask();
        return [.. statements];
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }
}
