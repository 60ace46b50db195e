using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using OpenAI;
using SrePlatform.Assistant.Telemetry;

namespace SrePlatform.Assistant.Llm;

/// <summary>The chat pipeline: redaction, then cache, then budget, then telemetry, then the model. Off means that no client exists.</summary>
internal static class LlmFeature
{
    private const string HttpClientName = "llm";
    private const string CaptureContent = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
    private const int CacheBytes = 16 * 1024 * 1024;

    public static void AddLlm(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<LlmOptions>().BindConfiguration(LlmOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<ModelPrices>();
        builder.Services.AddSingleton<ModelClient>();
        if (builder.Configuration[$"{LlmOptions.Section}:{nameof(LlmOptions.Provider)}"] is not { Length: > 0 } provider)
        {
            return;
        }

        var capture = string.Equals(builder.Configuration[CaptureContent], "true", StringComparison.OrdinalIgnoreCase);
        builder.Services.AddSingleton<TokenBudget>();
        builder.Services.AddDistributedMemoryCache(cache => cache.SizeLimit = CacheBytes);
        var client = builder.Services.AddHttpClient(HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan);
#pragma warning disable EXTEXP0001 // The defaults' timeouts are too short for a model, and its retries would be paid for.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        if (provider == LlmOptions.Vertex)
        {
            client.AddHttpMessageHandler(() => new GoogleTokenHandler(GoogleTokenHandler.DefaultAsync));
        }

        builder.Services.AddChatClient(Model)
            .Use((inner, _) => new RedactingChatClient(inner))
            .Use((inner, services) => new MarkingCacheChatClient(inner, services.GetRequiredService<IDistributedCache>()))
            .Use((inner, services) => new BudgetedChatClient(inner, services.GetRequiredService<IOptions<LlmOptions>>(), services.GetRequiredService<TokenBudget>()))
            .UseOpenTelemetry(sourceName: AssistantTelemetry.SourceName, configure: telemetry => telemetry.EnableSensitiveData = capture);
    }

    private static IChatClient Model(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<LlmOptions>>().Value;
        if (options.Provider == LlmOptions.VertexNative)
        {
#if VERTEX_CLIENT
            return new RoutingChatClient(options.Model, model => Vertex.VertexChatClient.Create(options.Project, options.Location, model, options.Endpoint));
#else
            throw new InvalidOperationException("Llm:Provider is vertex_native, which this build does not have: build with -p:VertexClient=true, or use vertex.");
#endif
        }

        var http = services.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
        var openAi = new OpenAIClient(
            new ApiKeyCredential(options.ApiKey.Length > 0 ? options.ApiKey : "none"),
            new OpenAIClientOptions
            {
                Endpoint = options.Address,
                Transport = new HttpClientPipelineTransport(http),
                RetryPolicy = new ClientRetryPolicy(maxRetries: options.Retries),
                NetworkTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            });
        return new RoutingChatClient(options.Model, model => openAi.GetChatClient(model).AsIChatClient());
    }
}
