using System.Text.Json;
using Google.Cloud.AIPlatform.V1;
using SchemaType = Google.Cloud.AIPlatform.V1.Type;

namespace SrePlatform.Assistant.Llm.Vertex;

/// <summary>JSON Schemas of tools in the subset of OpenAPI that Vertex AI takes.</summary>
internal static class VertexSchemas
{
    private const int Deepest = 8;

    public static OpenApiSchema Of(JsonElement schema) => Of(schema, 0);

    private static OpenApiSchema Of(JsonElement schema, int depth)
    {
        var result = new OpenApiSchema { Type = SchemaType.String };
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
        {
            return result;
        }

        var (type, nullable) = TypeOf(schema);
        result.Type = type;
        result.Nullable = nullable;
        if (schema.TryGetProperty("description", out var description) && description.ValueKind == JsonValueKind.String)
        {
            result.Description = description.GetString();
        }

        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array)
        {
            result.Enum.AddRange(values.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!));
        }

        if (schema.TryGetProperty("items", out var items))
        {
            result.Items = Of(items, depth + 1);
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                result.Properties.Add(property.Name, Of(property.Value, depth + 1));
            }
        }

        if (schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array)
        {
            result.Required.AddRange(required.EnumerateArray().Select(name => name.GetString()!).Where(result.Properties.ContainsKey));
        }

        return result;
    }

    /// <summary>The first type that is not null, and whether null is one.</summary>
    private static (SchemaType Type, bool Nullable) TypeOf(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return (schema.TryGetProperty("properties", out _) ? SchemaType.Object : SchemaType.String, false);
        }

        string?[] names = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString())] : [type.GetString()];
        return (Named(names.FirstOrDefault(name => name != "null")), names.Contains("null"));
    }

    private static SchemaType Named(string? name) => name switch
    {
        "object" => SchemaType.Object,
        "array" => SchemaType.Array,
        "integer" => SchemaType.Integer,
        "number" => SchemaType.Number,
        "boolean" => SchemaType.Boolean,
        _ => SchemaType.String,
    };
}
