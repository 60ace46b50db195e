using System.Runtime.CompilerServices;
using Google.Api.Gax.Grpc;
using Google.Cloud.AIPlatform.V1;
using Grpc.Core;
using Microsoft.Extensions.AI;

namespace SrePlatform.Assistant.Llm.Vertex;

/// <summary>
/// Gemini on Vertex AI through Google's own client. In builds with <c>-p:VertexClient=true</c> only; others reach the same models through
/// the compatible endpoint.
/// </summary>
internal sealed class VertexChatClient(PredictionServiceClient client, string model, ChatClientMetadata metadata) : IChatClient
{
    private const string Publisher = "google";

    /// <summary>A client with the application's default credentials.</summary>
    /// <param name="project">Google Cloud project.</param>
    /// <param name="location">Its location, or <c>global</c>.</param>
    /// <param name="model">Name of the model, with or without its publisher.</param>
    /// <param name="endpoint">Another address than the location's.</param>
    public static VertexChatClient Create(string project, string location, string model, Uri? endpoint)
    {
        var host = endpoint?.Authority ?? (location == "global" ? "aiplatform.googleapis.com" : $"{location}-aiplatform.googleapis.com");
        var client = new PredictionServiceClientBuilder { Endpoint = host }.Build();
        var name = model[(model.LastIndexOf('/') + 1)..];
        return new VertexChatClient(
            client, $"projects/{project}/locations/{location}/publishers/{Publisher}/models/{name}", new ChatClientMetadata("gcp.vertex_ai", new Uri($"https://{host}"), name));
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var request = VertexRequests.Of(model, messages, options);
        try
        {
            var response = await client.GenerateContentAsync(request, CallSettings.FromCancellationToken(cancellationToken));
            return VertexResponses.Of(response, metadata.DefaultModelId);
        }
        catch (RpcException exception)
        {
            throw Failed(exception, cancellationToken);
        }
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = VertexRequests.Of(model, messages, options);
        using var stream = client.StreamGenerateContent(request, CallSettings.FromCancellationToken(cancellationToken));
        var responses = stream.GetResponseStream();
        var id = Guid.NewGuid().ToString("N");
        while (await NextAsync(responses, cancellationToken))
        {
            foreach (var update in VertexResponses.UpdatesOf(responses.Current, id, metadata.DefaultModelId))
            {
                yield return update;
            }
        }
    }

    public object? GetService(System.Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? metadata
        : serviceType == typeof(PredictionServiceClient) ? client
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Its channel is shared by all clients of the process.
    }

    private static async Task<bool> NextAsync(AsyncResponseStream<GenerateContentResponse> responses, CancellationToken cancellationToken)
    {
        try
        {
            return await responses.MoveNextAsync(cancellationToken);
        }
        catch (RpcException exception)
        {
            throw Failed(exception, cancellationToken);
        }
    }

    /// <summary>As the rest of the pipeline knows failures: cancelled, or not answered.</summary>
    private static Exception Failed(RpcException exception, CancellationToken cancellationToken) =>
        exception.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(exception.Status.Detail, exception, cancellationToken)
            : new HttpRequestException($"Vertex AI answered {exception.StatusCode}: {exception.Status.Detail}", exception);
}
