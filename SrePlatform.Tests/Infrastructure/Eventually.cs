using System.Diagnostics;
using Xunit;

namespace SrePlatform.Tests.Infrastructure;

/// <summary>Waits, within bounds, for what another process or a background worker does.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    /// <summary>Fails unless the condition becomes true in time.</summary>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null) => TrueAsync(() => Task.FromResult(condition()), what, within);

    /// <summary>Fails unless the condition becomes true in time.</summary>
    /// <param name="condition">What becomes true.</param>
    /// <param name="what">It, in words.</param>
    /// <param name="within">The longest wait.</param>
    /// <param name="every">Between two looks; longer where looking costs a request that is counted.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null, TimeSpan? every = null)
    {
        var clock = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(every ?? Between);
        while (!await condition())
        {
            Assert.True(clock.Elapsed < (within ?? Longest), $"Waited {clock.Elapsed.TotalSeconds:0} s in vain: {what}.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
