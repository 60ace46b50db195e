using System.Net;
using System.Text.Json;
using SrePlatform.ControlPlane.Features.Assistant;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

[Trait("Category", "Database")]
public sealed class GradeTests(PostgresServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_grade_is_a_row_on_its_way_to_the_assistant_and_an_unknown_session_gets_none()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var session = Guid.NewGuid();
        await host.Database.ExecuteAsync(
            """
            INSERT INTO control.diagnosis (id, kind, services, automatic, state, session_id, idempotency_key, requested_by, created_at, progress, polls)
            VALUES (gen_random_uuid(), 'alerts', '{payment}', true, 'completed', $1, 'k', 'system', now(), 100, 1)
            """,
            session);
        using var browser = host.SignedIn("team_member");
        var sent = await browser.PostFormAsync("/account", $"/assistant/{session}?handler=Grade", [new("grade", "partly"), new("cause", "dns"), new("back", "/incidents")], Stop);
        Assert.Equal("/incidents", sent.Headers.Location!.ToString());
        using var payload = JsonDocument.Parse(await host.Database.ScalarAsync<string>("SELECT payload::text FROM control.outbox_message WHERE kind = 'diagnosis.grade'"));
        Assert.Equal("partly", payload.RootElement.GetProperty("grade").GetString());
        Assert.Equal("dns", payload.RootElement.GetProperty("corrected_cause").GetString());
        Assert.Equal("person", payload.RootElement.GetProperty("graded_by").GetString());

        await browser.PostFormAsync("/account", $"/assistant/{session}?handler=Grade", [new("grade", "great")], Stop);
        await browser.PostFormAsync("/account", $"/assistant/{Guid.NewGuid()}?handler=Grade", [new("grade", "yes")], Stop);
        var away = await browser.PostFormAsync("/account", $"/assistant/{session}?handler=Grade", [new("grade", "no"), new("back", "//evil.test")], Stop);
        Assert.Equal($"/assistant/{session}", away.Headers.Location!.ToString());
        Assert.Equal(2, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.outbox_message WHERE kind = 'diagnosis.grade'"));
        using var viewer = host.SignedIn("viewer");
        var refused = await viewer.PostFormAsync("/account", $"/assistant/{session}?handler=Grade", [new("grade", "yes")], Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task The_assistants_area_says_when_its_views_are_away()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        using var browser = host.SignedIn("viewer");
        using var answer = await browser.GetAsync(new Uri("/assistant", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("its views do not exist yet", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_stay_within_the_run_and_are_never_too_thin_to_see()
    {
        var start = TimeProvider.System.GetUtcNow();
        var bars = RunModel.Lay([Span("agent", 0, 2_000), Span("tool", 1_999, 0), Span("tool", 500, 1_000)]);
        Assert.Equal((0, 1_000), (bars[0].From, bars[0].Width));
        Assert.True(bars[1].Width > 0 && bars[1].From + bars[1].Width <= 1_000);
        Assert.Equal((250, 500), (bars[2].From, bars[2].Width));
        Assert.Empty(RunModel.Lay([]));

        SpanRow Span(string kind, int at, long duration) =>
            new(kind, kind, 1, kind, null, "ok", start.AddMilliseconds(at), duration, null, null, null, null, null, null, null, null);
    }
}
