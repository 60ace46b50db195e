using System.Security.Cryptography;

namespace SrePlatform.DemoShop.Faults;

/// <summary>Works one core for part of the time: <paramref name="busy"/> out of every <paramref name="period"/>, on a thread of its own.</summary>
internal sealed class CpuBurner(TimeSpan busy, TimeSpan period, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _working = new(1, 1);
    private ITimer? _timer;

    public void Start() => _timer = time.CreateTimer(_ => StartBurst(), null, TimeSpan.Zero, period);

    public void Stop() => Interlocked.Exchange(ref _timer, null)?.Dispose();

    /// <summary>Waits until no burst is under way: for work that needs what the burst holds.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        await _working.WaitAsync(cancellationToken);
        _working.Release();
    }

    public void Dispose()
    {
        Stop();
        _working.Dispose();
    }

    private void StartBurst() => _ = Task.Factory.StartNew(Burst, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Burst()
    {
        // A burst that is late on a busy machine is left out: two at once would be more than was asked for.
        if (!_working.Wait(0))
        {
            return;
        }

        try
        {
            Span<byte> block = stackalloc byte[4096];
            for (var start = time.GetTimestamp(); _timer is not null && time.GetElapsedTime(start) < busy;)
            {
                SHA256.HashData(block, block[..SHA256.HashSizeInBytes]);
            }
        }
        finally
        {
            _working.Release();
        }
    }
}
