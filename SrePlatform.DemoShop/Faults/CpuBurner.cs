using System.Security.Cryptography;

namespace SrePlatform.DemoShop.Faults;

/// <summary>
/// Uses up <paramref name="busy"/> of CPU in every <paramref name="period"/>, on a thread of its own. On a busy machine that takes
/// longer, but never most of the period, and what the process does besides counts too: it stays within its share.
/// </summary>
internal sealed class CpuBurner(TimeSpan busy, TimeSpan period, TimeProvider time) : IDisposable
{
    private const double LongestShare = 0.8;
    private const int RoundsBetweenLooks = 100;
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
            var began = time.GetTimestamp();
            var used = Environment.CpuUsage.TotalTime;
            while (_timer is not null && Environment.CpuUsage.TotalTime - used < busy && time.GetElapsedTime(began) < period * LongestShare)
            {
                for (var round = 0; round < RoundsBetweenLooks; round++)
                {
                    SHA256.HashData(block, block[..SHA256.HashSizeInBytes]);
                }
            }
        }
        finally
        {
            _working.Release();
        }
    }
}
