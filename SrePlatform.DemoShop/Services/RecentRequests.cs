namespace SrePlatform.DemoShop.Services;

/// <summary>Rate, errors and latency of the requests of the last seconds, and how many are under way; for the console's page.</summary>
internal sealed class RecentRequests(TimeProvider time)
{
    private const int Kept = 1024;
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly (long At, double Seconds, bool Failed)[] _ring = new (long, double, bool)[Kept];
    private readonly long _since = time.GetTimestamp();
    private long _count;
    private int _underWay;

    /// <summary>Requests being handled now, waiting ones among them.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    public long Begin()
    {
        Interlocked.Increment(ref _underWay);
        return time.GetTimestamp();
    }

    public void End(long began, bool failed)
    {
        Interlocked.Decrement(ref _underWay);
        var now = time.GetTimestamp();
        lock (_gate)
        {
            _ring[_count++ % Kept] = (now, time.GetElapsedTime(began, now).TotalSeconds, failed);
        }
    }

    /// <summary>Requests per second, share of failed ones, and the 95th percentile of seconds (none without requests).</summary>
    public (double PerSecond, double ErrorShare, double? P95Seconds) Read()
    {
        var now = time.GetTimestamp();
        List<double> seconds = [];
        var failed = 0;
        var oldest = now;
        lock (_gate)
        {
            for (var index = Math.Max(0, _count - Kept); index < _count; index++)
            {
                var (at, took, error) = _ring[index % Kept];
                if (time.GetElapsedTime(at, now) <= _window)
                {
                    seconds.Add(took);
                    failed += error ? 1 : 0;
                    oldest = Math.Min(oldest, at);
                }
            }
        }

        if (seconds.Count == 0)
        {
            return (0, 0, null);
        }

        // A full ring reaches back less than the window.
        var reach = seconds.Count == Kept ? time.GetElapsedTime(oldest, now) : time.GetElapsedTime(_since, now);
        var span = Math.Max(1, Math.Min(_window.TotalSeconds, reach.TotalSeconds));
        seconds.Sort();
        return (seconds.Count / span, (double)failed / seconds.Count, seconds[(int)Math.Ceiling(0.95 * seconds.Count) - 1]);
    }
}
