using System.Text.Json;
using Google.Cloud.AIPlatform.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.AI;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Llm.Vertex;

/// <summary>Puts a conversation into the request of Vertex AI.</summary>
internal static class VertexRequests
{
    private const string User = "user";
    private const string Model = "model";
    private const string Json = "application/json";

    public static GenerateContentRequest Of(string model, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var asked = messages.ToList();
        var request = new GenerateContentRequest { Model = model, GenerationConfig = ConfigOf(options) };
        var system = string.Join("\n\n", asked.Where(message => message.Role == ChatRole.System).Select(message => message.Text).Prepend(options?.Instructions).Where(text => !string.IsNullOrEmpty(text)));
        if (system.Length > 0)
        {
            request.SystemInstruction = new Content { Role = User, Parts = { new Part { Text = system } } };
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in asked.Where(message => message.Role != ChatRole.System))
        {
            Add(request, message, names);
        }

        if (options?.Tools?.OfType<AIFunctionDeclaration>().ToList() is { Count: > 0 } functions)
        {
            var tool = new Tool();
            tool.FunctionDeclarations.AddRange(functions.Select(DeclarationOf));
            request.Tools.Add(tool);
        }

        return request;
    }

    private static GenerationConfig ConfigOf(ChatOptions? options)
    {
        var config = new GenerationConfig();
        if (options?.Temperature is { } temperature)
        {
            config.Temperature = temperature;
        }

        if (options?.TopP is { } share)
        {
            config.TopP = share;
        }

        if (options?.MaxOutputTokens is { } most)
        {
            config.MaxOutputTokens = most;
        }

        if (options?.StopSequences is { } stops)
        {
            config.StopSequences.AddRange(stops);
        }

        if (options?.ResponseFormat is ChatResponseFormatJson)
        {
            config.ResponseMimeType = Json;
        }

        return config;
    }

    /// <summary>Neighbouring messages of one side are one turn: the model refuses a call whose results are spread over several.</summary>
    private static void Add(GenerateContentRequest request, ChatMessage message, Dictionary<string, string> names)
    {
        var role = message.Role == ChatRole.Assistant ? Model : User;
        foreach (var call in message.Contents.OfType<FunctionCallContent>())
        {
            names[call.CallId] = call.Name;
        }

        // A turn that the model gave is returned as it was: it may hold signatures of thoughts that it expects back with the results.
        var content = message.RawRepresentation is Content given && role == Model ? given.Clone() : new Content { Role = role };
        if (content.Parts.Count == 0)
        {
            content.Parts.AddRange(message.Contents.Select(part => PartOf(part, names)).OfType<Part>());
        }

        if (content.Parts.Count == 0)
        {
            return;
        }

        content.Role = role;
        if (request.Contents.LastOrDefault() is { } last && last.Role == role)
        {
            last.Parts.AddRange(content.Parts);
        }
        else
        {
            request.Contents.Add(content);
        }
    }

    private static Part? PartOf(AIContent content, Dictionary<string, string> names) => content switch
    {
        TextContent { Text.Length: > 0 } text => new Part { Text = text.Text },
        FunctionCallContent call => new Part { FunctionCall = new FunctionCall { Name = call.Name, Args = StructOf(call.Arguments) } },
        FunctionResultContent result => new Part
        {
            FunctionResponse = new FunctionResponse
            {
                Name = names.GetValueOrDefault(result.CallId, result.CallId),
                Response = StructOf(new Dictionary<string, object?> { ["result"] = result.Result?.ToString() ?? "" }),
            },
        },
        _ => null,
    };

    private static Struct StructOf(IDictionary<string, object?>? values) =>
        Struct.Parser.ParseJson(JsonSerializer.Serialize(values ?? new Dictionary<string, object?>(), AssistantJson.Options));

    private static FunctionDeclaration DeclarationOf(AIFunctionDeclaration function)
    {
        var declaration = new FunctionDeclaration { Name = function.Name, Description = function.Description };

        // A function without parameters has none at all: an object without properties is refused.
        if (VertexSchemas.Of(function.JsonSchema) is { Properties.Count: > 0 } parameters)
        {
            declaration.Parameters = parameters;
        }

        return declaration;
    }
}
