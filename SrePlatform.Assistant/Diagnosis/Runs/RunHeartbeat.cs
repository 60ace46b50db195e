using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.Assistant.Diagnosis.Runs;

/// <summary>Keeps a run's lease alive, and stops the run when it is cancelled or its lease is void.</summary>
internal sealed class RunHeartbeat(RunLease lease, SessionClaims claims, DatabaseListener listener, TimeSpan interval, TimeProvider clock)
{
    public bool CancelRequested { get; private set; }

    public bool LeaseLost { get; private set; }

    public async Task BeatAsync(CancellationTokenSource run)
    {
        using var wake = listener.Subscribe(SessionChannels.Cancel, lease.SessionId.ToString());
        var lastBeat = clock.GetTimestamp();
        try
        {
            while (true)
            {
                await wake.WaitAsync(interval, clock, run.Token);
                if (await TryExtendAsync(run.Token) is not { } cancelRequested)
                {
                    LeaseLost = clock.GetElapsedTime(lastBeat) > interval * 3;
                }
                else
                {
                    lastBeat = clock.GetTimestamp();
                    CancelRequested = cancelRequested;
                }

                if (CancelRequested || LeaseLost)
                {
                    await run.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run ended.
        }
        catch (LeaseLostException)
        {
            LeaseLost = true;
            await run.CancelAsync();
        }
    }

    /// <summary>Null when the database did not answer: the lease holds until it runs out.</summary>
    private async Task<bool?> TryExtendAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await claims.ExtendAsync(lease, cancellationToken);
        }
        catch (Exception exception) when (DatabaseFaults.IsAway(exception))
        {
            return null;
        }
    }
}
