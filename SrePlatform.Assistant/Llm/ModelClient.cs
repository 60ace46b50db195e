using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Llm;

/// <summary>How agents speak to a model: within a run's budget, on record, and with nothing but the tools they are given.</summary>
internal sealed partial class ModelClient(IServiceProvider services, IOptions<LlmOptions> options, ModelPrices prices, AssistantMetrics metrics, TimeProvider clock, ILogger<ModelClient> logger)
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
            FunctionInvoker = InvokeAsync,
        };
        var asked = OptionsFor(run, ModelStep.Hard);
        asked.Tools = [.. tools];
        return await looping.GetResponseAsync(messages, asked, cancellationToken);
    }

    /// <summary>Arguments that make no sense are told back to the model, which may try again while the budget lasts; they end nothing.</summary>
    private async ValueTask<object?> InvokeAsync(FunctionInvocationContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Function.InvokeAsync(context.Arguments, cancellationToken);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException or FormatException or NotSupportedException)
        {
            Log.BadArguments(logger, exception, context.Function.Name);
            return "These arguments cannot be used: give what the schema of the tool says.";
        }
    }

    private RecordingChatClient Recording(ModelRun run, string agent) =>
        new(services.GetRequiredService<IChatClient>(), run, agent, options.Value.Provider, prices, metrics, clock);

    private static ChatOptions OptionsFor(ModelRun run, ModelStep step) => new() { Temperature = 0, ModelId = run.ModelFor(step) };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The model called {Tool} with arguments that cannot be used.")]
        public static partial void BadArguments(ILogger logger, Exception exception, string tool);
    }
}
