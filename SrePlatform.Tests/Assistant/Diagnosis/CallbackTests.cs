using System.Text.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Assistant.Diagnosis;

[Trait("Category", "Database")]
public sealed class CallbackTests(PostgresServer server)
{
    [Fact]
    public async Task Completion_is_told_again_until_it_is_taken_with_the_token_of_the_service()
    {
        await using var database = await AssistantSchema.CreateAsync(server);
        await using var sources = await ScriptedSources.StartAsync();
        var refusals = 2;
        string? authorization = null;
        sources.Before = context =>
        {
            if (!context.Request.Path.StartsWithSegments("/api/v1/callbacks", StringComparison.Ordinal))
            {
                return Task.FromResult(false);
            }

            authorization = context.Request.Headers.Authorization;
            context.Response.StatusCode = 503;
            return Task.FromResult(Interlocked.Decrement(ref refusals) >= 0);
        };
        await using var host = await AssistantHost.StartAsync(database, sources);
        var incident = Guid.NewGuid();
        using var response = await host.Caller().PostAsync("/api/v1/diagnostics/alerts", new { alert_ids = new[] { Guid.NewGuid() }, incident_id = incident, generation = 3 });
        await Eventually.TrueAsync(() => Task.FromResult(!sources.Callbacks.IsEmpty), "the callback is taken");

        var body = JsonDocument.Parse(Assert.Single(sources.Callbacks)).RootElement;
        Assert.Equal(incident, body.GetProperty("incident_id").GetGuid());
        Assert.Equal(3, body.GetProperty("generation").GetInt32());
        Assert.Equal("completed", body.GetProperty("status").GetString());
        Assert.Equal($"/api/v1/diagnostics/{body.GetProperty("session_id").GetGuid()}", body.GetProperty("result_url").GetString());
        Assert.Equal("Bearer test-service-token", authorization);
        await Eventually.TrueAsync(async () => await database.ScalarAsync<string>("select state from assistant.callback_delivery") == "delivered", "the delivery is on record");
        Assert.Equal(3, await database.ScalarAsync<int>("select attempts from assistant.callback_delivery"));
    }
}
