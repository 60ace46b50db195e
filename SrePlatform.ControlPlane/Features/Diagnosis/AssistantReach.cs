using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Caching;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Whether the Assistant answers, for what should not be offered while it does not. Known for a few seconds; asking never holds a page up for long.</summary>
internal sealed class AssistantReach(IHttpClientFactory clients, TimeProvider time) : IDisposable
{
    public const string HttpClientName = "assistant-reach";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly Kept<string?> _problem = new(Fresh, time);

    /// <summary>Why it cannot be asked now; null if it can.</summary>
    public Task<string?> ProblemAsync(CancellationToken cancellationToken) => _problem.GetAsync(AskAsync, cancellationToken);

    public void Dispose() => _problem.Dispose();

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
}
