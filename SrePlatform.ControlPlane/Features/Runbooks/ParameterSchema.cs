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

    /// <summary>The parameters as people read them.</summary>
    public static IReadOnlyList<ParameterField> Fields(JsonElement? schema)
    {
        if (schema is not { ValueKind: JsonValueKind.Object } known || !known.TryGetProperty("properties", out var properties) || properties.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var required = known.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array
            ? names.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!).ToHashSet(StringComparer.Ordinal)
            : [];
        return [.. properties.EnumerateObject().Where(property => property.Value.ValueKind == JsonValueKind.Object).Select(property =>
            new ParameterField(property.Name, required.Contains(property.Name), Word(property.Value, "type"), Word(property.Value, "description"), Rule(property.Value)))];
    }

    private static string? Word(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText() : null;

    private static string? Rule(JsonElement of)
    {
        var rules = of.EnumerateObject().Where(member => member.Name is not ("type" or "description" or "title")).Select(member => $"{member.Name}: {Word(of, member.Name)}").ToList();
        return rules.Count == 0 ? null : string.Join(", ", rules);
    }

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

/// <summary>A parameter of a runbook.</summary>
/// <param name="Rule">What its values have to be like, beyond the type.</param>
internal sealed record ParameterField(string Name, bool Required, string? Type, string? Description, string? Rule);
