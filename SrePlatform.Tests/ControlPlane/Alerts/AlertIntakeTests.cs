using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Alerts;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Alerts;

[Trait("Category", "Database")]
public sealed class AlertIntakeTests(PostgresServer server)
{
    private const int Senders = 64;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_many_send_at_once_is_all_there_when_they_are_answered_and_each_alert_keeps_its_order()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var intake = host.Services.GetRequiredService<AlertIntake>();
        await Parallel.ForAsync(0, Senders, new ParallelOptions { MaxDegreeOfParallelism = Senders, CancellationToken = Cancelled }, async (sender, token) =>
        {
            // Fires, ends, and fires again; each is answered before the next is sent, while others' are stored together.
            Assert.True(await intake.TryStoreAsync([Alert(sender, ends: false)], "vmalert", token));
            Assert.Equal("firing", await StatusAsync(host, sender));
            Assert.True(await intake.TryStoreAsync([Alert(sender, ends: true)], "vmalert", token));
            Assert.Equal("resolved", await StatusAsync(host, sender));
        });
        var together = Enumerable.Range(0, Senders).SelectMany(sender => new[] { Alert(sender + Senders, ends: false), Alert(sender + Senders, ends: true) })
            .Select(alert => intake.TryStoreAsync([alert], "vmalert", Cancelled)).ToList();
        Assert.All(await Task.WhenAll(together), Assert.True);
        Assert.Equal(2 * Senders, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert WHERE status = 'resolved'"));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_said_to_its_sender_alone()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.ExecuteAsync("ALTER TABLE control.alert ADD CONSTRAINT broken CHECK (rule <> 'Rule7')");
        var intake = host.Services.GetRequiredService<AlertIntake>();
        var posts = Enumerable.Range(0, 20).Select(number => intake.TryStoreAsync([Alert(number, ends: false)], "vmalert", Cancelled)).ToList();
        await Task.WhenAll(posts).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal([7], Enumerable.Range(0, posts.Count).Where(number => posts[number].IsFaulted));
        Assert.Equal(19, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.alert"));
    }

    private static IncomingAlert Alert(int number, bool ends) => new(
        new Dictionary<string, string> { ["alertname"] = $"Rule{number}" }, new Dictionary<string, string>(), AlertPosts.Start, ends ? TimeProvider.System.GetUtcNow() : null, ends, null);

    private static Task<string> StatusAsync(ControlPlaneHost host, int sender) => host.Database.ScalarAsync<string>(
        "SELECT status FROM control.alert WHERE rule = $1 ORDER BY received_at DESC LIMIT 1", $"Rule{sender}");
}
