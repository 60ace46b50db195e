using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Llm;

/// <summary>How agents speak to a model: within a run's budget, on record, and with nothing but the tools they are given.</summary>
internal sealed class ModelClient(IServiceProvider services, IOptions<LlmOptions> options, ModelPrices prices, AssistantMetrics metrics, TimeProvider clock)
{
    public bool IsOn => options.Value.IsOn;

    /// <summary>One question, one answer.</summary>
    public Task<ChatResponse> AskAsync(ModelRun run, string agent, ModelStep step, IEnumerable<ChatMessage> messages, CancellationToken cancellationToken) =>
        Recording(run, agent).GetResponseAsync(messages, OptionsFor(run, step), cancellationToken);

    /// <summary>A question that the model may look into with tools, a bounded number of times.</summary>
    public async Task<ChatResponse> AskWithToolsAsync(ModelRun run, string agent, IEnumerable<ChatMessage> messages, IReadOnlyList<AIFunction> tools, CancellationToken cancellationToken)
    {
        using var looping = new FunctionInvokingChatClient(Recording(run, agent))
        {
            MaximumIterationsPerRequest = options.Value.MaximumCallsPerRun,
            MaximumConsecutiveErrorsPerRequest = 2,
            IncludeDetailedErrors = false,
            AllowConcurrentInvocation = false,
        };
        var asked = OptionsFor(run, ModelStep.Hard);
        asked.Tools = [.. tools];
        return await looping.GetResponseAsync(messages, asked, cancellationToken);
    }

    private RecordingChatClient Recording(ModelRun run, string agent) =>
        new(services.GetRequiredService<IChatClient>(), run, agent, options.Value.Provider, prices, metrics, clock);

    private static ChatOptions OptionsFor(ModelRun run, ModelStep step) => new() { Temperature = 0, ModelId = run.ModelFor(step) };
}
