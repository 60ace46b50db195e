using System.Text.Json.Nodes;
using SrePlatform.Tests.Architecture;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant;

[Trait("Category", "Database")]
public sealed class OpenApiTests(PostgresServer server)
{
    private const string Update = "SRE_UPDATE_API_DOCS";

    /// <summary>With SRE_UPDATE_API_DOCS=1 it writes the document instead of comparing it.</summary>
    [Fact]
    public async Task The_committed_description_is_what_the_service_says()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        await using var host = await AssistantHost.StartAsync(database, sources, workers: false);
        var served = JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var file = Path.Combine(SourceTree.Root, "docs", "api", "assistant.json");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, served.ToJsonString(new() { WriteIndented = true }) + "\n", TestContext.Current.CancellationToken);
        }

        Assert.StartsWith("3.1", (string)served["openapi"]!, StringComparison.Ordinal);
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.True(JsonNode.DeepEquals(committed, served), $"docs/api/assistant.json differs from the service: run this test with {Update}=1 and look at the change.");
    }
}
