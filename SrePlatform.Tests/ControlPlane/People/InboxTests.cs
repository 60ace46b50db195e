using System.Net;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.People;

[Trait("Category", "Database")]
public sealed class InboxTests(PostgresServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_somebody_gave_me_is_new_until_I_have_read_it_and_what_I_did_myself_is_not_told()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.ExecuteAsync("INSERT INTO control.user_profile (sub, name, first_seen_at, last_seen_at) VALUES ('sub-person', 'person', now(), now())");
        var incident = await AddIncidentAsync(host, "person");
        await AddEventAsync(host, incident, 1, "assigned", "ann");
        await AddEventAsync(host, incident, 2, "assigned", "person");
        await AddEventAsync(host, await AddIncidentAsync(host, "somebody"), 1, "assigned", "ann");
        using var browser = host.SignedIn("team_member");
        var page = await browser.GetStringAsync(new Uri("/inbox", UriKind.Relative), Stop);
        Assert.Contains("1 new.", page, StringComparison.Ordinal);
        Assert.Contains("ann gave you INC-", page, StringComparison.Ordinal);
        Assert.DoesNotContain("person gave you", page, StringComparison.Ordinal);

        var until = TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(HttpStatusCode.Found, (await browser.PostFormAsync("/inbox", "/inbox?handler=Read", [new("until", until)], Stop)).StatusCode);
        Assert.Contains("Nothing new.", await browser.GetStringAsync(new Uri("/inbox", UriKind.Relative), Stop), StringComparison.Ordinal);
        await AddEventAsync(host, incident, 3, "diagnosis_completed", "assistant");
        Assert.Contains("1 new.", await browser.GetStringAsync(new Uri("/inbox", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    private static async Task<Guid> AddIncidentAsync(ControlPlaneHost host, string assignee)
    {
        await host.PostAlertsAsync(AlertPosts.Alert("Rule-" + assignee, "service-" + assignee));
        await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions
            .GetRequiredService<SrePlatform.ControlPlane.Features.Incidents.IncidentWorker>(host.Services).StepAsync(Stop);
        var id = await host.Database.ScalarAsync<Guid>("SELECT id FROM control.incident WHERE $1 = ANY(services)", "service-" + assignee);
        await host.Database.ExecuteAsync("UPDATE control.incident SET assignee = $1 WHERE id = $2", assignee, id);
        return id;
    }

    private static Task AddEventAsync(ControlPlaneHost host, Guid incident, int number, string kind, string actor) => host.Database.ExecuteAsync(
        "INSERT INTO control.incident_event (id, incident_id, at, revision, kind, actor, details) VALUES (gen_random_uuid(), $1, now(), 1000 + $2, $3, $4, '{}')", incident, number, kind, actor);
}
