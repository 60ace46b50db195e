using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace SrePlatform.Tests.Hostile;

/// <summary>Random requests for an operation: parameters and bodies that fit its description, nearly fit it, or do not at all.</summary>
internal static class ApiFuzz
{
    private const int Deepest = 4;
    private static readonly Gen<JsonNode?> Nothing = Gen.Const((JsonNode?)null);

    public static Gen<HostileRequest> Requests(ApiOperation operation, Func<ApiParameter, string?> known)
    {
        var parameters = operation.Parameters.Select(parameter => Parameter(parameter, operation, known))
            .Aggregate(Gen.Const(Array.Empty<string>()), (all, next) => Gen.Select(all, next, (values, value) => (string[])[.. values, value]));
        var body = operation.Body is null ? Nothing : Body(operation);
        return Gen.Select(parameters, body, (values, content) => Request(operation, values, content));
    }

    private static Gen<string> Parameter(ApiParameter parameter, ApiOperation operation, Func<ApiParameter, string?> known)
    {
        var good = known(parameter) ?? operation.Sample(parameter.Schema)?.ToString() ?? "text";
        return Gen.Frequency((3, Gen.Const(good)), (2, Gen.String[Gen.Char, 0, 40]), (1, Gen.Long.Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))), (1, Gen.OneOf<string>([.. HostileValues.Texts])));
    }

    /// <summary>The example with fields taken away, added and replaced; or any JSON.</summary>
    private static Gen<JsonNode?> Body(ApiOperation operation)
    {
        var changed = Gen.Select(Gen.Int[0, 1_000_000], Anything(0), Gen.Bool, (place, value, removes) => Change(operation.SampleBody(), place, value, removes));
        return Gen.Frequency((6, changed), (1, Anything(0)));
    }

    private static Gen<JsonNode?> Anything(int depth)
    {
        Gen<JsonNode?> leaf = Gen.OneOf(
            Nothing,
            Gen.String[Gen.Char, 0, 30].Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Double.Select(number => (JsonNode?)(double.IsFinite(number) ? JsonValue.Create(number) : null)),
            Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
            Gen.OneOf<string>([.. HostileValues.Json.Where(IsJson)]).Select(Parse));
        return depth >= Deepest
            ? leaf
            : Gen.Frequency(
                (6, leaf),
                (1, leaf.List[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))),
                (1, Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 12], leaf).List[0, 4].Select(fields =>
                    (JsonNode?)new JsonObject(fields.DistinctBy(field => field.Item1).Select(field => KeyValuePair.Create(field.Item1, field.Item2?.DeepClone()))))));
    }

    private static JsonNode? Change(JsonNode sample, int place, JsonNode? value, bool removes)
    {
        var holders = Holders(sample).ToList();
        if (holders.Count == 0)
        {
            return value?.DeepClone();
        }

        switch (holders[place % holders.Count])
        {
            case JsonObject fields when fields.Count > 0:
                var name = fields.ElementAt(place / holders.Count % fields.Count).Key;
                if (removes)
                {
                    fields.Remove(name);
                }
                else
                {
                    fields[name] = value?.DeepClone();
                }

                break;
            case JsonArray { Count: > 0 } items:
                items[place / holders.Count % items.Count] = value?.DeepClone();
                break;
        }

        return sample;
    }

    private static IEnumerable<JsonNode> Holders(JsonNode? node) => node switch
    {
        JsonObject fields => [fields, .. fields.SelectMany(field => Holders(field.Value))],
        JsonArray items => [items, .. items.SelectMany(Holders)],
        _ => [],
    };

    private static HostileRequest Request(ApiOperation operation, string[] values, JsonNode? content)
    {
        var url = operation.Path;
        var query = new List<string>();
        string? header = null;
        foreach (var (parameter, value) in operation.Parameters.Zip(values))
        {
            switch (parameter.In)
            {
                case "path":
                    // NUL does not get into a path: the web server refuses it. Neither does nothing at all.
                    url = url.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(Lone(value).Replace("\0", "0", StringComparison.Ordinal) is { Length: > 0 } text ? text : "-"), StringComparison.Ordinal);
                    break;
                case "query":
                    query.Add($"{parameter.Name}={Uri.EscapeDataString(Lone(value))}");
                    break;
                default:
                    header = string.Concat(value.Where(character => character is > ' ' and <= '~'));
                    break;
            }
        }

        var body = operation.Body is null ? null : Encoding.UTF8.GetBytes(content?.ToJsonString() ?? "null");
        return new HostileRequest(operation, query.Count == 0 ? url : $"{url}?{string.Join('&', query)}", body, "application/json", "anything", content?.ToJsonString() ?? "", MustFail: false, header);
    }

    /// <summary>Halves of surrogate pairs cannot be percent-encoded.</summary>
    private static string Lone(string text) => string.Concat(text.Where(character => !char.IsSurrogate(character)));

    private static bool IsJson(string text)
    {
        try
        {
            return Parse(text)?.ToJsonString() is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static JsonNode? Parse(string text) => JsonNode.Parse(text);
}
