using System.Runtime;

namespace SrePlatform.DemoShop.Faults;

/// <summary>
/// Keeps about 5 MB more every second, up to 250 MB, as a cache without a limit does. Close to the service's limit, searches wait for
/// collections that free little.
/// </summary>
internal sealed class MemoryLeakFault(string name, TimeProvider time) : ShopFault(name)
{
    /// <summary>Bytes it keeps at most.</summary>
    public const long Bound = 250L << 20;

    private const int EntryBytes = 1024;
    private const int EntriesPerStep = 1280;
    private const long PressureFrom = 160L << 20;
    private const int RequestsPerCollection = 5;
    private static readonly TimeSpan _step = TimeSpan.FromMilliseconds(250);
    private readonly Lock _gate = new();
    private readonly List<byte[]> _kept = [];
    private ITimer? _timer;
    private int _requests;

    /// <summary>Bytes kept now.</summary>
    public long KeptBytes
    {
        get
        {
            lock (_gate)
            {
                return (long)_kept.Count * EntryBytes;
            }
        }
    }

    public override ValueTask<int?> MeetAsync(CancellationToken cancellationToken)
    {
        if (KeptBytes > PressureFrom && Interlocked.Increment(ref _requests) % RequestsPerCollection == 0)
        {
            GC.Collect();
        }

        return ValueTask.FromResult<int?>(null);
    }

    protected override void Start() => _timer = time.CreateTimer(_ => Keep(), null, _step, _step);

    protected override void Stop()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            _kept.Clear();
            _kept.TrimExcess();
        }

        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void Keep()
    {
        lock (_gate)
        {
            for (var entry = 0; IsOn && entry < EntriesPerStep && (long)_kept.Count * EntryBytes < Bound; entry++)
            {
                var bytes = new byte[EntryBytes];
                Random.Shared.NextBytes(bytes.AsSpan(0, 64));
                _kept.Add(bytes);
            }
        }
    }
}
