using System.Text.Json;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.Tests.Architecture;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

/// <summary>What this service sends to the Assistant and reads from it is what the Assistant's committed description says.</summary>
[Trait("Category", "Unit")]
public sealed class AssistantContractTests
{
    private static readonly JsonElement Document = JsonDocument.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "api", "assistant.json"))).RootElement;

    [Fact]
    public void What_is_sent_is_what_is_asked_for()
    {
        AssertFits(StartAlerts.Path, new StartAlerts([Guid.NewGuid()], Guid.NewGuid(), 1, "ann") { RequesterScope = new("token", ["{}"]) });
        AssertFits(StartDeployment.Path, new StartDeployment(["payment"], "P3", "ann") { Context = new(new(DateTimeOffset.UnixEpoch)), RequesterScope = new("token", ["{}"]) });
        AssertFits(StartQuestion.Path, new StartQuestion("what changed?", new("payment", Guid.NewGuid()), "ann") { RequesterScope = new("token", ["{}"]) });
        AssertFits(StartCapacity.Path, new StartCapacity(["payment"], "memory", 30, "ann") { RequesterScope = new("token", ["{}"]) });
    }

    [Fact]
    public void What_is_read_is_what_is_answered()
    {
        AssertRead<SessionAccepted>(Operation(StartAlerts.Path, "post"), "202");
        AssertRead<SessionAccepted>(Operation(StartDeployment.Path, "post"), "202");
        AssertRead<SessionAccepted>(Operation(StartQuestion.Path, "post"), "202");
        AssertRead<SessionAccepted>(Operation(StartCapacity.Path, "post"), "202");
        AssertRead<AnswerDocument>(Operation(StartQuestion.Path, "post"), "200");
        AssertRead<CapacityDocument>(Operation(StartCapacity.Path, "post"), "200");
        Assert.Equal(JsonValueKind.Object, Operation("/api/v1/workflows/templates", "get").ValueKind);
        AssertRead<SessionStatus>(Operation("/api/v1/diagnostics/{sessionId}/status", "get"), "200");
        Assert.Equal(JsonValueKind.Object, Operation("/api/v1/diagnostics/{sessionId}/cancel", "post").ValueKind);
    }

    [Fact]
    public void The_words_for_how_far_it_is_are_the_known_ones() => Assert.Equal(
        ["accepted", "cancelled", "completed", "failed", "processing"],
        Document.GetProperty("components").GetProperty("schemas").GetProperty("SessionState").GetProperty("enum").EnumerateArray().Select(word => word.GetString()!).Order(StringComparer.Ordinal));

    private static void AssertFits<T>(string path, T body)
    {
        var operation = Operation(path, "post");
        var schema = Resolve(operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema"));
        var sent = JsonSerializer.SerializeToElement(body, ApiJson.Options).EnumerateObject().Select(property => property.Name).ToList();
        Assert.All(sent, name => Assert.True(schema.GetProperty("properties").TryGetProperty(name, out _), $"{path} does not know {name}."));
        Assert.All(schema.GetProperty("required").EnumerateArray(), name => Assert.Contains(name.GetString(), sent));
        var key = operation.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key");
        Assert.Equal("header", key.GetProperty("in").GetString());
    }

    private static void AssertRead<T>(JsonElement operation, string status)
    {
        var schema = Resolve(operation.GetProperty("responses").GetProperty(status).GetProperty("content").GetProperty("application/json").GetProperty("schema"));
        foreach (var property in typeof(T).GetProperties())
        {
            var name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            Assert.True(schema.GetProperty("properties").TryGetProperty(name, out _), $"{typeof(T).Name} reads {name}, which is not answered.");
        }
    }

    private static JsonElement Operation(string path, string method) => Document.GetProperty("paths").GetProperty(path).GetProperty(method);

    private static JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? Document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;
}
