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
    public Task No_input_breaks_the_api_and_every_refusal_names_its_field() => WalkAsync(everything: false);

    /// <summary>Every value in every place, and random ones; takes minutes: <c>--filter Category=Soak -- xUnit.Explicit=only</c>.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Soak")]
    public Task Nothing_that_anybody_could_send_breaks_the_api() => WalkAsync(everything: true);

    private async Task WalkAsync(bool everything)
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        await using var host = await AssistantHost.StartAsync(database, sources, workers: false, settings: HostileSettings.NoLimits);
        var operations = ApiOperation.Read(JsonNode.Parse(await host.Anonymous().GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!);
        var session = (await host.Caller().StartAlertsAsync(Guid.NewGuid())).ToString();
        var caller = host.Caller().Http;
        var walk = new HostileWalk(_ => caller, parameter => parameter.Name switch { "sessionId" => session, "number" => "1", _ => null }, database, "assistant");
        foreach (var operation in everything ? operations : [])
        {
            await walk.FuzzAsync(operation, HostileSettings.FuzzedTimes);
        }

        await walk.RunAsync(operations, everything);
        walk.AssertClean();
        Assert.True(walk.Sent > 100, $"Only {walk.Sent} requests were sent.");
    }
}
