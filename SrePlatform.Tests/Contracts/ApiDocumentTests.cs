using System.Text.Json.Nodes;
using SrePlatform.Tests.Architecture;
using SrePlatform.Tests.Hostile;
using Xunit;

namespace SrePlatform.Tests.Contracts;

/// <summary>Both described APIs, operation by operation: who may, what goes in, what comes out, and what when it does not.</summary>
[Trait("Category", "Unit")]
public sealed class ApiDocumentTests
{
    private static readonly string[] AlwaysRefused = ["401", "403", "429", "503"];
    private static readonly string[] WithoutContent = ["202", "204"];

    /// <summary>Only the Control Plane can make one, so no example has it.</summary>
    private const string Signed = "requester_scope";

    /// <summary>Senders of alerts expect an answer without a body.</summary>
    private static readonly string[] Silent = ["POST /api/v2/alerts", "POST /webhooks/alertmanager", "GET /api/v1/diagnostics/{sessionId}/events"];

    [Theory]
    [InlineData("control-plane")]
    [InlineData("assistant")]
    public void Every_operation_is_described_whole(string service)
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "api", service + ".json")))!;
        var faults = ApiOperation.Read(document).SelectMany(operation => Faults(operation, Node(document, operation)).Select(fault => $"{operation}: {fault}")).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static IEnumerable<string> Faults(ApiOperation operation, JsonNode node)
    {
        foreach (var name in (string[])["summary", "operationId", "tags"])
        {
            if (node[name] is null)
            {
                yield return $"no {name}";
            }
        }

        if ((node["security"] ?? operation.Document["security"]) is not JsonArray { Count: > 0 })
        {
            yield return "nothing says how to prove who one is";
        }

        string[] needed =
        [
            .. AlwaysRefused,
            .. operation.Parameters.Count > 0 || operation.Body is not null ? (string[])["400"] : [],
            .. operation.Path.Contains('{', StringComparison.Ordinal) ? (string[])["404"] : [],
        ];
        foreach (var status in needed.Except(operation.Responses))
        {
            yield return $"{status} is not described";
        }

        foreach (var (status, response) in node["responses"]!.AsObject())
        {
            var content = response!["content"] as JsonObject;
            if (status[0] is '4' or '5' ? content?.ContainsKey("application/problem+json") != true : content is null && !WithoutContent.Contains(status) && !Silent.Contains(operation.ToString()))
            {
                yield return $"{status} has no content";
            }
        }

        foreach (var fault in ExampleFaults(operation))
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> ExampleFaults(ApiOperation operation)
    {
        if (operation.Body is null)
        {
            yield break;
        }

        if (operation.Example is null)
        {
            yield return "no example";
            yield break;
        }

        foreach (var fault in Mismatches(operation.Example, operation.Body, operation.Document, "body"))
        {
            yield return fault;
        }
    }

    /// <summary>Fields that the schema does not know, and fields that it knows and the example leaves out.</summary>
    private static IEnumerable<string> Mismatches(JsonNode? value, JsonNode? schema, JsonNode document, string path)
    {
        schema = Resolve(schema, document);
        if (value is JsonArray items)
        {
            foreach (var fault in items.SelectMany(item => Mismatches(item, schema?["items"], document, path + "[]")))
            {
                yield return fault;
            }
        }

        if (value is not JsonObject fields || schema?["properties"] is not JsonObject known)
        {
            yield break;
        }

        foreach (var (name, _) in fields.Where(field => !known.ContainsKey(field.Key)))
        {
            yield return $"the example has {path}.{name}, which nothing reads";
        }

        foreach (var (name, of) in known)
        {
            if (!fields.ContainsKey(name) && name != Signed)
            {
                yield return $"the example lacks {path}.{name}";
            }

            foreach (var fault in Mismatches(fields[name], of, document, $"{path}.{name}"))
            {
                yield return fault;
            }
        }
    }

    private static JsonNode? Resolve(JsonNode? schema, JsonNode document)
    {
        if ((schema?["oneOf"] ?? schema?["anyOf"]) is JsonArray choices)
        {
            schema = choices.FirstOrDefault(choice => (string?)choice!["type"] != "null");
        }

        return (string?)schema?["$ref"] is { } reference ? Resolve(document["components"]!["schemas"]![reference.Split('/')[^1]], document) : schema;
    }

    private static JsonNode Node(JsonNode document, ApiOperation operation) => document["paths"]![operation.Path]![operation.Method.ToLowerInvariant()]!;
}
