using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Platform.Live;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

[Trait("Category", "Database")]
public sealed class LiveTests(PostgresServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_reaches_the_browser_and_a_reconnect_hears_only_what_it_missed()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var id = await OpenIncidentAsync(host);
        string last;
        using (var stream = await OpenAsync(host, $"topic=incidents&topic=incident:{id}"))
        {
            var first = new[] { await NextAsync(stream), await NextAsync(stream) };
            Assert.Equal([$"incident-{id}", "incidents"], first.Select(happened => happened.Name).Order(StringComparer.Ordinal));
            await AcknowledgeAsync(host, id);
            var second = new[] { await NextAsync(stream), await NextAsync(stream) };
            Assert.Contains(second, happened => happened.Name == $"incident-{id}" && int.Parse(happened.Data, null) > int.Parse(first.Single(before => before.Name == happened.Name).Data, null));
            last = second[1].Id;
        }

        using (var again = await OpenAsync(host, $"topic=incidents&topic=incident:{id}", last))
        {
            await host.WithRoles("team_member").PostAsJsonAsync($"/api/v1/incidents/{id}/notes", new { note = "seen" }, Cancelled);
            Assert.Contains("incident", (await NextAsync(again)).Name);
        }

        await host.WithRoles("team_member").PostAsJsonAsync($"/api/v1/incidents/{id}/notes", new { note = "missed" }, Cancelled);
        using var late = await OpenAsync(host, $"topic=incident:{id}", last);
        Assert.Equal($"incident-{id}", (await NextAsync(late)).Name);
    }

    [Fact]
    public async Task Topics_that_do_not_exist_are_refused()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var client = host.SignedIn("viewer");
        foreach (var query in new[] { "", "?topic=secrets", "?topic=incident", "?topic=incident:x", "?topic=incidents:" + Guid.NewGuid() })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/live" + query, Cancelled)).StatusCode);
        }
    }

    [Fact]
    public void A_position_survives_its_text_and_nonsense_is_ignored()
    {
        var position = LivePosition.Parse("incidents=5,incident-a=7,x,=3,y=z");
        Assert.False(position.Moves("incidents", 5));
        Assert.True(position.Moves("incident-a", 8));
        Assert.False(position.Moves("incident-a", 8));
        Assert.Equal("incident-a=8,incidents=5", position.ToString());
        Assert.True(LivePosition.Parse(null).Moves("incidents", 0));
    }

    private static async Task<Guid> OpenIncidentAsync(ControlPlaneHost host)
    {
        await host.PostAlertsAsync(AlertPosts.Alert("Errors", "payment"));
        await host.Services.GetRequiredService<IncidentWorker>().StepAsync(Cancelled);
        return await host.Database.ScalarAsync<Guid>("SELECT id FROM control.incident");
    }

    private static async Task AcknowledgeAsync(ControlPlaneHost host, Guid id)
    {
        var answer = await host.WithRoles("team_member").PostAsJsonAsync($"/api/v1/incidents/{id}/acknowledge", new { }, Cancelled);
        Assert.Equal("acknowledged", (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancelled)).GetProperty("state").GetString());
    }

    private static async Task<StreamReader> OpenAsync(ControlPlaneHost host, string query, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live?" + query);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await host.SignedIn("viewer").SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));
    }

    private static async Task<(string Name, string Data, string Id)> NextAsync(StreamReader stream)
    {
        var fields = new Dictionary<string, string>();
        while (await stream.ReadLineAsync(Cancelled) is { } line)
        {
            if (line.Length == 0 && fields.TryGetValue("event", out var name))
            {
                return (name, fields["data"], fields["id"]);
            }

            var parts = line.Split(": ", 2);
            if (parts.Length == 2 && parts[0].Length > 0)
            {
                fields[parts[0]] = parts[1];
            }
        }

        throw new InvalidOperationException("The stream ended.");
    }
}
