namespace SrePlatform.ControlPlane.Platform.Caching;

/// <summary>Something that is read once for all who ask within a while; who asks while it is read waits for that reading.</summary>
/// <param name="keptFor">How old it may be.</param>
/// <param name="time">The clock.</param>
internal sealed class Kept<T>(TimeSpan keptFor, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Reading? _last;

    public async Task<T> GetAsync(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
        {
            return known.Value;
        }

        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } others)
            {
                return others.Value;
            }

            var value = await read(cancellationToken);
            _last = new(value, time.GetUtcNow());
            return value;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Lets the next one read anew: at once here, on other replicas when theirs is too old.</summary>
    public void Forget() => _last = null;

    public void Dispose() => _reading.Dispose();

    private Reading? Fresh() => _last is { } last && time.GetUtcNow() - last.At < keptFor ? last : null;

    private sealed record Reading(T Value, DateTimeOffset At);
}
