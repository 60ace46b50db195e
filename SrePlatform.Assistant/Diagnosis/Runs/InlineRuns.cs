using Microsoft.Extensions.Options;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>
/// Runs that somebody waits for: begun by the process that accepted them, a few at a time. They are sessions like all others, so another
/// process finishes what this one cannot.
/// </summary>
internal sealed class InlineRuns(DiagnosisRunner runner, IHostApplicationLifetime lifetime, IOptions<DiagnosisOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.AnswersAtOnce);

    /// <summary>Takes a place; false when all are taken, and the session should wait for a worker.</summary>
    public bool TryTake() => _places.Wait(0);

    public void Leave() => _places.Release();

    /// <summary>Works on a session under its lease, whether or not anybody still waits; gives the place back.</summary>
    public Task RunAsync(ClaimedSession session) => Task.Run(async () =>
    {
        try
        {
            await runner.RunAsync(session, lifetime.ApplicationStopping);
        }
        finally
        {
            Leave();
        }
    }, CancellationToken.None);

    public void Dispose() => _places.Dispose();
}
