using System.Text.Json;
using Json.Schema;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>The JSON Schema of a runbook's parameters.</summary>
internal static class ParameterSchema
{
    private const int LongestValue = 4000;

    /// <summary>What is wrong with a schema; null if it can be used. It must name every parameter and allow no other.</summary>
    public static string? Problem(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String || type.GetString() != "object")
        {
            return "Give a JSON Schema of the type object.";
        }

        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
        {
            return "Say additionalProperties: false.";
        }

        if (schema.GetRawText().Contains("\"$ref\"", StringComparison.Ordinal))
        {
            return "References are not followed.";
        }

        try
        {
            JsonSchema.FromText(schema.GetRawText()).Evaluate(JsonDocument.Parse("{}").RootElement);
            return null;
        }
        catch (Exception exception) when (exception is JsonException or JsonSchemaException or ArgumentException or InvalidOperationException)
        {
            return $"This is not a JSON Schema: {exception.Message}";
        }
    }

    /// <summary>The names of the parameters.</summary>
    public static IReadOnlySet<string> Names(JsonElement? schema) =>
        schema is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => property.Name).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();

    /// <summary>Errors of parameters by name; nothing if they fit.</summary>
    public static IReadOnlyDictionary<string, string[]> Check(JsonElement? schema, IReadOnlyDictionary<string, JsonElement> parameters)
    {
        if (parameters.FirstOrDefault(parameter => parameter.Value.GetRawText().Length > LongestValue) is { Key: { } tooLong })
        {
            return new Dictionary<string, string[]> { [$"parameters.{tooLong}"] = [$"Give at most {LongestValue} characters."] };
        }

        if (schema is not { } rules)
        {
            return parameters.Count == 0 ? new Dictionary<string, string[]>() : new Dictionary<string, string[]> { ["parameters"] = ["This runbook takes none."] };
        }

        var results = JsonSchema.FromText(rules.GetRawText()).Evaluate(
            JsonSerializer.SerializeToElement(parameters), new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (results.IsValid)
        {
            return new Dictionary<string, string[]>();
        }

        var errors = (results.Details ?? []).Where(detail => detail.Errors is { Count: > 0 })
            .GroupBy(detail => "parameters" + detail.InstanceLocation.ToString().Replace('/', '.'))
            .ToDictionary(group => group.Key, group => group.SelectMany(detail => detail.Errors!.Values).Distinct().ToArray(), StringComparer.Ordinal);
        return errors.Count > 0 ? errors : new Dictionary<string, string[]> { ["parameters"] = ["They do not fit the runbook."] };
    }
}
