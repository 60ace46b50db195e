using System.Collections.Concurrent;
using System.Diagnostics;

namespace SrePlatform.Benchmarks.Load;

/// <summary>Counts the statements that each request sends to the database, by the trace that both belong to.</summary>
internal sealed class QueryCounter : IDisposable
{
    private readonly ActivitySource _source = new("SrePlatform.Benchmarks.Load");
    private readonly ConcurrentDictionary<ActivityTraceId, int> _counts = new();
    private readonly ActivityListener _listener;

    public QueryCounter()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" || source == _source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name is "Npgsql")
                {
                    _counts.AddOrUpdate(activity.TraceId, 1, (_, count) => count + 1);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>How many statements there were under what <paramref name="ask"/> did.</summary>
    public async Task<(T Answer, int Queries)> CountAsync<T>(Func<Task<T>> ask)
    {
        using var activity = _source.StartActivity("ask") ?? throw new InvalidOperationException("Nobody listens.");
        var answer = await ask();
        return (answer, _counts.GetValueOrDefault(activity.TraceId));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _source.Dispose();
    }
}
