using System.Text.Json.Nodes;

namespace SrePlatform.Tests.Hostile;

/// <summary>A parameter of an operation, as the description has it.</summary>
internal sealed record ApiParameter(string Name, string In, JsonNode? Schema);

/// <summary>An operation of a service, read from the description that the service itself serves.</summary>
internal sealed record ApiOperation(string Method, string Path, IReadOnlyList<ApiParameter> Parameters, JsonNode? Body, JsonNode? Example, IReadOnlyList<string> Responses, JsonNode Document)
{
    private static readonly string[] Verbs = ["get", "put", "post", "delete", "patch"];

    public static IReadOnlyList<ApiOperation> Read(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from verb in path.Value!.AsObject()
           where Verbs.Contains(verb.Key)
           let operation = verb.Value!
           select new ApiOperation(
               verb.Key.ToUpperInvariant(),
               path.Key,
               [.. (operation["parameters"]?.AsArray() ?? []).Select(item => new ApiParameter((string)item!["name"]!, (string)item["in"]!, item["schema"]))],
               operation["requestBody"]?["content"]?["application/json"]?["schema"],
               operation["requestBody"]?["content"]?["application/json"]?["example"],
               [.. operation["responses"]!.AsObject().Select(response => response.Key)],
               document),
    ];

    /// <summary>The described example of a body, or one made from its schema.</summary>
    public JsonNode SampleBody() => (Example ?? Sample(Body))!;

    /// <summary>A value that fits a schema, with every field that the schema names.</summary>
    public JsonNode? Sample(JsonNode? schema, int depth = 0)
    {
        if (schema is null || depth > 8)
        {
            return JsonValue.Create("text");
        }

        if ((string?)schema["$ref"] is { } reference)
        {
            return Sample(Document["components"]!["schemas"]![reference.Split('/')[^1]], depth + 1);
        }

        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            return Sample(choices.FirstOrDefault(choice => (string?)choice!["type"] != "null"), depth + 1);
        }

        if (schema["enum"] is JsonArray { Count: > 0 } values)
        {
            return values[0]?.DeepClone();
        }

        var types = schema["type"] is JsonArray several ? several.Select(type => (string)type!).ToList() : [(string?)schema["type"] ?? "string"];
        return types.FirstOrDefault(type => type != "null") switch
        {
            "array" => new JsonArray(Sample(schema["items"], depth + 1)),
            "object" when schema["properties"] is JsonObject properties =>
                new JsonObject(properties.Select(property => KeyValuePair.Create(property.Key, Sample(property.Value, depth + 1)))),
            "object" => new JsonObject { ["alertname"] = Sample(schema["additionalProperties"], depth + 1) },
            "integer" or "number" => JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            _ => JsonValue.Create((string?)schema["format"] switch
            {
                "uuid" => Guid.NewGuid().ToString(),
                "date-time" => "2026-01-31T14:00:00Z",
                _ => "text",
            }),
        };
    }

    public override string ToString() => $"{Method} {Path}";
}
