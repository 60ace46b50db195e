using Microsoft.Extensions.Logging;

namespace SrePlatform.ServiceDefaults.ServiceTokens;

/// <summary>Keeps this service's token until shortly before it expires; one request at a time renews it.</summary>
internal sealed partial class ServiceTokenCache(TokenEndpoint endpoint, TimeProvider clock, ILogger<ServiceTokenCache> logger) : IDisposable
{
    private readonly SemaphoreSlim _renewal = new(1, 1);
    private volatile ServiceToken? _current;

    /// <summary>A valid token, other than <paramref name="refused"/> if given.</summary>
    public async Task<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        if (IsFresh(_current, refused))
        {
            return _current!.Value;
        }

        await _renewal.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh(_current, refused))
            {
                _current = await RenewAsync(refused, cancellationToken);
            }

            return _current!.Value;
        }
        finally
        {
            _renewal.Release();
        }
    }

    public void Dispose() => _renewal.Dispose();

    private async Task<ServiceToken> RenewAsync(string? refused, CancellationToken cancellationToken)
    {
        try
        {
            return await endpoint.RequestAsync(cancellationToken);
        }
        catch (ServiceTokenException exception) when (_current is { } current && current.Value != refused && clock.GetUtcNow() < current.ExpiresAt)
        {
            Log.KeptToken(logger, exception, current.ExpiresAt);
            return current;
        }
    }

    private bool IsFresh(ServiceToken? token, string? refused) =>
        token is not null && token.Value != refused && clock.GetUtcNow() < token.RenewAt;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The access token could not be renewed; the present one is used until {ExpiresAt:O}.")]
        public static partial void KeptToken(ILogger logger, Exception exception, DateTimeOffset expiresAt);
    }
}
