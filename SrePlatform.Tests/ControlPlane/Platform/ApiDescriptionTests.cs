using System.Text.Json;
using SrePlatform.Tests.Architecture;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

/// <summary>
/// The committed description of the API is the running service's. After a change of the API:
/// <c>SRE_WRITE_API_DOCS=1 dotnet test SrePlatform.Tests --filter ApiDescriptionTests</c> writes it anew.
/// </summary>
[Trait("Category", "Database")]
public sealed class ApiDescriptionTests(PostgresServer server)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_committed_description_is_the_running_services()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var running = Normal(await host.Anonymous().GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        var path = Path.Combine(SourceTree.Root, "docs", "api", "control-plane.json");
        if (Environment.GetEnvironmentVariable("SRE_WRITE_API_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, running, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path), "docs/api/control-plane.json is missing: write it with SRE_WRITE_API_DOCS=1.");
        Assert.Equal(Normal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)), running);
    }

    [Fact]
    public async Task Every_operation_says_how_to_prove_who_one_is()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var document = JsonDocument.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        Assert.StartsWith("3.1", document.RootElement.GetProperty("openapi").GetString());
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value))).ToList();
        Assert.True(operations.Count > 20);
        Assert.All(operations, operation => Assert.True(operation.Value.GetProperty("security").GetArrayLength() > 0, operation.Name));
        Assert.All(operations, operation => Assert.True(operation.Value.GetProperty("responses").TryGetProperty("401", out _), operation.Name));
        Assert.All(operations, operation => Assert.True(operation.Value.TryGetProperty("operationId", out _), operation.Name));
    }

    private static string Normal(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonSerializer.Serialize(document.RootElement, Indented).ReplaceLineEndings("\n") + "\n";
    }
}
