namespace SrePlatform.AppHost.LocalEngine;

/// <summary>What to do about a process that has ended on its own.</summary>
internal enum ExitDecision
{
    /// <summary>It was meant to end.</summary>
    Finished,

    /// <summary>Start it again after the delay.</summary>
    Restart,

    /// <summary>It never worked; say so.</summary>
    GiveUp,
}

/// <summary>How long to wait before a process is started again, and when to give up.</summary>
internal static class Backoff
{
    /// <summary>So many times a process may end before it was ever healthy.</summary>
    public const int StartAttempts = 5;

    /// <summary>After running for so long, earlier failures no longer count.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The delay before the start after <paramref name="failures"/> ends in a row: 0.25 s, doubled each time, at most 30 s.</summary>
    public static TimeSpan Delay(int failures) =>
        failures <= 0 ? TimeSpan.Zero : failures > 10 ? Longest : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * (1 << (failures - 1))));

    /// <summary>What the end of a process means.</summary>
    public static ExitDecision Decide(bool oneShot, int expectedExitCode, int exitCode, bool everHealthy, int failures) => (oneShot, everHealthy) switch
    {
        (true, _) when exitCode == expectedExitCode => ExitDecision.Finished,
        (true, _) => ExitDecision.GiveUp,
        (false, false) when failures >= StartAttempts => ExitDecision.GiveUp,
        _ => ExitDecision.Restart,
    };
}
