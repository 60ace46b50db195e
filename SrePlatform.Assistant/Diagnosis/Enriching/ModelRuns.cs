using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Llm;

namespace SrePlatform.Assistant.Diagnosis.Enriching;

/// <summary>What a session may spend on models, with its calls kept in the database.</summary>
internal sealed class ModelRuns(AssistantDatabase database, IOptions<LlmOptions> options, TimeProvider clock)
{
    /// <param name="sessionId">The session.</param>
    /// <param name="model">The model that it asked for; null for the configured ones.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ModelRun> OfAsync(Guid sessionId, string? model, CancellationToken cancellationToken)
    {
        var last = await database.ReadAsync(
            (context, token) => context.Set<ModelCall>().Where(call => call.SessionId == sessionId).MaxAsync(call => (int?)call.Number, token), cancellationToken);
        return new ModelRun(sessionId, model, last ?? 0, options.Value, KeepAsync, clock);
    }

    private Task<bool> KeepAsync(ModelCall call, CancellationToken cancellationToken) => database.InTransactionAsync((context, _) =>
    {
        context.Add(call);
        return Task.FromResult(true);
    }, cancellationToken);
}
