using Npgsql;

namespace SrePlatform.ControlPlane.Features.PlatformHealth;

/// <summary>Reads something from the database within bounds, or says why it is not known.</summary>
internal static class DatabaseReading
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<T> TryAsync<T>(Func<CancellationToken, Task<T>> read, Func<string, T> unavailable, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await read(limit.Token).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return unavailable("The database does not answer in time.");
        }
        catch (NpgsqlException exception)
        {
            return unavailable(exception.Message);
        }
    }
}
