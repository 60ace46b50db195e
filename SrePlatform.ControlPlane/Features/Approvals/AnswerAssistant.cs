using System.Text.Json;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Tells the Assistant what became of a request that it made; the same key again changes nothing there.</summary>
internal sealed class AnswerAssistant(IServiceScopeFactory scopes, TimeProvider time) : IOutboxHandler
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    public string Kind => ApprovalCallback.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var callback = JsonSerializer.Deserialize<ApprovalCallback>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var answer = await scope.ServiceProvider.GetRequiredService<AssistantClient>().DecidedAsync(
            callback.RequestId, new ApprovalDecided(callback.State, callback.Reason, callback.At, callback.SessionId, callback.Reference), message.Key, cancellationToken);
        return answer switch
        {
            { Error: null } => OutboxResult.Done,
            { IsFinal: true, Error: { } error } => OutboxResult.GiveUp(error),
            { Error: { } error } when time.GetUtcNow() - message.CreatedAt > GiveUpAfter => OutboxResult.GiveUp(error),
            { Error: { } error } => OutboxResult.TryAgain(error, answer.RetryAfter),
        };
    }
}
