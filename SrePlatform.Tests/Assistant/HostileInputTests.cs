using System.Text.Json.Nodes;
using SrePlatform.Tests.Hostile;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant;

/// <summary>Everything that the Assistant describes, fed with what nobody should send.</summary>
[Trait("Category", "Database")]
public sealed class HostileInputTests(PostgresServer server)
{
    [Fact]
    public async Task No_input_breaks_the_api_and_every_refusal_names_its_field()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        await using var host = await AssistantHost.StartAsync(database, sources, workers: false, settings: HostileSettings.NoLimits);
        var operations = ApiOperation.Read(JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!);
        var session = (await host.Caller().StartAlertsAsync(Guid.NewGuid())).ToString();
        var caller = host.Caller().Http;
        var walk = new HostileWalk(_ => caller, parameter => parameter.Name switch { "sessionId" => session, "number" => "1", _ => null }, database, "assistant");
        await walk.RunAsync(operations, everything: false);
        walk.AssertClean();
        Assert.True(walk.Sent > 100, $"Only {walk.Sent} requests were sent.");
    }
}
