using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Whether the Assistant answers, for what should not be offered while it does not. Known for a few seconds; asking never holds a page up for long.</summary>
internal sealed class AssistantReach(IHttpClientFactory clients, TimeProvider time) : IDisposable
{
    public const string HttpClientName = "assistant-reach";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly SemaphoreSlim _asking = new(1, 1);
    private volatile Known? _known;

    /// <summary>Why it cannot be asked now; null if it can.</summary>
    public async Task<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known && time.GetUtcNow() - known.At < Fresh)
        {
            return known.Problem;
        }

        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (_known is not { } now || time.GetUtcNow() - now.At >= Fresh)
            {
                _known = new(await AskAsync(cancellationToken), time.GetUtcNow());
            }

            return _known!.Problem;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await new AssistantClient(clients.CreateClient(HttpClientName)).ReachAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "The Assistant does not answer in time.";
        }
    }

    private sealed record Known(string? Problem, DateTimeOffset At);
}
