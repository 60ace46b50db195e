using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SrePlatform.Tests.Hostile;

/// <summary>A request that is wrong in one place.</summary>
/// <param name="Where">The field or parameter at fault.</param>
/// <param name="What">What stands there.</param>
/// <param name="MustFail">Whether it can be nothing but refused.</param>
internal sealed record HostileRequest(ApiOperation Operation, string Url, byte[]? Body, string ContentType, string Where, string What, bool MustFail, string? Header = null)
{
    public HttpRequestMessage Message()
    {
        var request = new HttpRequestMessage(new HttpMethod(Operation.Method), Url);
        if (Operation.Method != "GET")
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", Header ?? Guid.NewGuid().ToString());
        }

        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        }

        return request;
    }

    public override string ToString() => $"{Operation} with {Where} = {(What.Length <= 80 ? What : What[..80] + "…")}";
}

/// <summary>Makes the requests for one operation: each parameter and each field of its body wrong in turn.</summary>
internal sealed class HostileRequests(ApiOperation operation, Func<ApiParameter, string?> known)
{
    private const string Json = "application/json";
    private const string Placeholder = "@@here@@";
    private const int OneOf = 8;

    /// <param name="everything">Every value in every place; otherwise an eighth of them, and everywhere those that storage cannot take.</param>
    public IEnumerable<HostileRequest> All(bool everything)
    {
        var index = 0;
        var body = operation.Body is null ? null : Bytes(operation.SampleBody().ToJsonString());
        foreach (var parameter in operation.Parameters)
        {
            foreach (var text in HostileValues.Texts.Where((_, number) => everything || number == 0 || (number + index) % OneOf == 0))
            {
                yield return WithParameter(parameter, text, body);
            }

            index++;
        }

        if (operation.Body is null)
        {
            yield break;
        }

        foreach (var text in HostileValues.Bodies)
        {
            yield return WithBody(Bytes(text), "body", text, mustFail: false);
        }

        yield return WithBody([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d], "body", "no UTF-8", mustFail: true);
        yield return WithBody(Bytes("{}"), "body", "no JSON by its type", mustFail: false) with { ContentType = "text/plain" };
        yield return WithBody(Bytes("{}"), "body", "an unknown character set", mustFail: false) with { ContentType = "application/json; charset=nonsense" };
        foreach (var (place, template, isText) in Places())
        {
            foreach (var value in HostileValues.Json.Where((_, number) => everything || number < HostileValues.Always || (number + index) % OneOf == 0))
            {
                yield return WithBody(Bytes(template.Replace($"\"{Placeholder}\"", value, StringComparison.Ordinal)), place, value, isText && HostileValues.NoText.Contains(value));
            }

            index++;
        }
    }

    /// <summary>Every field of a body that is otherwise in order, and every name in a map.</summary>
    private IEnumerable<(string Place, string Template, bool IsText)> Places()
    {
        var sample = operation.SampleBody();
        foreach (var (path, steps) in Leaves(sample, "", []))
        {
            var copy = sample.DeepClone();
            var parent = steps[..^1].Aggregate(copy, (node, step) => (step is int at ? node[at] : node[(string)step])!);
            var isText = (steps[^1] is int number ? parent[number] : parent[(string)steps[^1]]) is JsonValue value && value.TryGetValue<string>(out _);
            if (steps[^1] is int position)
            {
                parent[position] = Placeholder;
            }
            else
            {
                parent[(string)steps[^1]] = Placeholder;
            }

            yield return (path, copy.ToJsonString(), isText);
        }
    }

    private static IEnumerable<(string Path, object[] Steps)> Leaves(JsonNode? node, string path, object[] steps)
    {
        if (steps.Length > 0)
        {
            yield return (path, steps);
        }

        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields)
            {
                foreach (var leaf in Leaves(value, path.Length == 0 ? name : $"{path}.{name}", [.. steps, name]))
                {
                    yield return leaf;
                }
            }
        }
        else if (node is JsonArray { Count: > 0 } items)
        {
            foreach (var leaf in Leaves(items[0], path + "[0]", [.. steps, 0]))
            {
                yield return leaf;
            }
        }
    }

    private HostileRequest WithParameter(ApiParameter wrong, string text, byte[]? body)
    {
        if (wrong.In == "header")
        {
            // A header cannot carry everything; what it can is sent as it is.
            var sent = string.Concat(text.Where(character => character is >= ' ' and <= '~'));
            return new HostileRequest(operation, Url(null, ""), body, Json, wrong.Name, sent, MustFail: false, Header: sent);
        }

        var mustFail = text.Contains('\0', StringComparison.Ordinal);
        return new HostileRequest(operation, Url(wrong, text), body, Json, wrong.Name, text.Replace("\0", "\\0", StringComparison.Ordinal), mustFail);
    }

    private HostileRequest WithBody(byte[] body, string where, string what, bool mustFail) => new(operation, Url(null, ""), body, Json, where, what, mustFail);

    private string Url(ApiParameter? wrong, string text)
    {
        var url = operation.Path;
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
        {
            var value = parameter == wrong ? text : known(parameter) ?? operation.Sample(parameter.Schema)!.ToString();
            url = url.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        return wrong is { In: "query" } ? $"{url}?{wrong.Name}={Uri.EscapeDataString(text)}" : url;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
