using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ControlPlane.Platform.Web;

/// <summary>The numbers of the rail. They are no reason to show no page: what cannot be counted is left out.</summary>
internal sealed partial class NavigationCounts(IEnumerable<INavigationCount> counts, ILogger<NavigationCounts> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyDictionary<string, int?>> ReadAsync(HttpContext http)
    {
        var known = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var count in counts)
        {
            known[count.Place] = await TryAsync(count, http);
        }

        return known;
    }

    private async Task<int?> TryAsync(INavigationCount count, HttpContext http)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(Patience);
        try
        {
            return await count.CountAsync(limit.Token);
        }
        catch (Exception exception) when (!http.RequestAborted.IsCancellationRequested
            && (exception is OperationCanceledException || RequestFault.Of(exception, http).Status == StatusCodes.Status503ServiceUnavailable))
        {
            Log.NotCounted(logger, count.Place, exception.Message);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The number beside {Place} is not known: {Reason}")]
        public static partial void NotCounted(ILogger logger, string place, string reason);
    }
}
