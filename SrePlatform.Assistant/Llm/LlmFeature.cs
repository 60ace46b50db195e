using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using OpenAI;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Llm;

/// <summary>The chat pipeline: redaction, then budget, then telemetry, then the model. Off means that no client exists.</summary>
internal static class LlmFeature
{
    private const string HttpClientName = "llm";
    private const string CaptureContent = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    public static void AddLlm(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LlmOptions>().BindConfiguration(LlmOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        if (string.IsNullOrEmpty(builder.Configuration[$"{LlmOptions.Section}:{nameof(LlmOptions.Provider)}"]))
        {
            return;
        }

        var capture = string.Equals(builder.Configuration[CaptureContent], "true", StringComparison.OrdinalIgnoreCase);
        builder.Services.AddSingleton<TokenBudget>();
        var client = builder.Services.AddHttpClient(HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan);
#pragma warning disable EXTEXP0001 // The defaults' timeouts are too short for a model, and its retries would be paid for.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddChatClient(services => Model(services))
            .Use((inner, services) => new RedactingChatClient(inner))
            .Use((inner, services) => new BudgetedChatClient(inner, services.GetRequiredService<IOptions<LlmOptions>>(), services.GetRequiredService<TokenBudget>()))
            .UseOpenTelemetry(sourceName: AssistantTelemetry.SourceName, configure: telemetry => telemetry.EnableSensitiveData = capture);
    }

    private static IChatClient Model(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LlmOptions>>().Value;
        var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
        var openAi = new OpenAIClient(
            new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none"),
            new OpenAIClientOptions
            {
                Endpoint = options.Address,
                Transport = new HttpClientPipelineTransport(http),
                RetryPolicy = new ClientRetryPolicy(maxRetries: 1),
                NetworkTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            });
        return openAi.GetChatClient(options.Model).AsIChatClient();
    }
}
