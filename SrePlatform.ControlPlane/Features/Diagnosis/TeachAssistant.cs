using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Diagnosis;

/// <summary>Gives something to the Assistant's knowledge base on behalf of outbox work: tried again while it is away, given up after days.</summary>
internal sealed class TeachAssistant(AssistantClient assistant, TimeProvider time)
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(7);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task<OutboxResult> RunAsync(ClaimedMessage message, StoreKnowledge knowledge, CancellationToken cancellationToken)
    {
        var cut = knowledge with
        {
            Title = Cut(knowledge.Title, StoreKnowledge.LongestTitle),
            Body = Cut(knowledge.Body, StoreKnowledge.LongestBody),
            Services = [.. knowledge.Services.Distinct(StringComparer.Ordinal).Take(50)],
        };
        return await assistant.TeachAsync(cut, cancellationToken) switch
        {
            { Error: null } => OutboxResult.Done,
            { IsFinal: true, Error: { } error } => OutboxResult.GiveUp(error),
            { Error: { } error } when time.GetUtcNow() - message.CreatedAt > GiveUpAfter => OutboxResult.GiveUp(error),
            { Error: { } error } answer => OutboxResult.TryAgain(error, answer.RetryAfter ?? (message.Attempts > 5 ? Pause : null)),
        };
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
