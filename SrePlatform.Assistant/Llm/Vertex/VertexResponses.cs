using System.Text.Json;
using Google.Cloud.AIPlatform.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.AI;

namespace SrePlatform.Assistant.Llm.Vertex;

/// <summary>Reads the answers of Vertex AI.</summary>
internal static class VertexResponses
{
    public static ChatResponse Of(GenerateContentResponse response, string? model)
    {
        // A blocked question has no candidate: that is an answer without words.
        var candidate = response.Candidates.FirstOrDefault();
        var message = new ChatMessage(ChatRole.Assistant, [.. ContentsOf(candidate?.Content)]) { RawRepresentation = candidate?.Content };
        return new ChatResponse(message)
        {
            ModelId = response.ModelVersion is { Length: > 0 } version ? version : model,
            FinishReason = FinishOf(candidate, message.Contents),
            Usage = UsageOf(response.UsageMetadata),
            RawRepresentation = response,
        };
    }

    public static IEnumerable<ChatResponseUpdate> UpdatesOf(GenerateContentResponse response, string id, string? model)
    {
        var candidate = response.Candidates.FirstOrDefault();
        List<AIContent> contents = [.. ContentsOf(candidate?.Content)];
        if (UsageOf(response.UsageMetadata) is { } usage)
        {
            contents.Add(new UsageContent(usage));
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            ResponseId = id,
            MessageId = id,
            ModelId = response.ModelVersion is { Length: > 0 } version ? version : model,
            FinishReason = FinishOf(candidate, contents),
            RawRepresentation = response,
        };
    }

    private static IEnumerable<AIContent> ContentsOf(Content? content)
    {
        foreach (var part in content?.Parts ?? [])
        {
            switch (part.DataCase)
            {
                case Part.DataOneofCase.Text:
                    yield return new TextContent(part.Text);
                    break;
                case Part.DataOneofCase.FunctionCall:
                    // The model gives calls no ids: results find theirs by one that is made here.
                    yield return new FunctionCallContent(Guid.NewGuid().ToString("N"), part.FunctionCall.Name, ArgumentsOf(part.FunctionCall.Args)) { RawRepresentation = part };
                    break;
            }
        }
    }

    private static Dictionary<string, object?> ArgumentsOf(Struct? arguments)
    {
        if (arguments is null)
        {
            return [];
        }

        using var document = JsonDocument.Parse(JsonFormatter.Default.Format(arguments));
        return document.RootElement.EnumerateObject().ToDictionary(argument => argument.Name, argument => (object?)argument.Value.Clone(), StringComparer.Ordinal);
    }

    private static ChatFinishReason? FinishOf(Candidate? candidate, IEnumerable<AIContent> contents) => candidate?.FinishReason switch
    {
        null => ChatFinishReason.ContentFilter,
        Candidate.Types.FinishReason.Unspecified => null,
        Candidate.Types.FinishReason.Stop => contents.OfType<FunctionCallContent>().Any() ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
        Candidate.Types.FinishReason.MaxTokens => ChatFinishReason.Length,
        _ => ChatFinishReason.ContentFilter,
    };

    private static UsageDetails? UsageOf(GenerateContentResponse.Types.UsageMetadata? usage) => usage is null
        ? null
        : new UsageDetails
        {
            InputTokenCount = usage.PromptTokenCount,
            OutputTokenCount = usage.TotalTokenCount - usage.PromptTokenCount,
            TotalTokenCount = usage.TotalTokenCount,
        };
}
