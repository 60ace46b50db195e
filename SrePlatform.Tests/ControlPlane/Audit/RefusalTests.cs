using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Audit;

[Trait("Category", "Database")]
public sealed class RefusalTests(PostgresServer server)
{
    [Fact]
    public async Task Many_refusals_become_one_entry_with_their_number()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var client = host.Anonymous();
        for (var attempt = 0; attempt < 25; attempt++)
        {
            await client.GetAsync("/api/v1/alerts", TestContext.Current.CancellationToken);
        }

        await host.Services.GetRequiredService<RefusalWorker>().StepAsync(TestContext.Current.CancellationToken);
        Assert.Equal("25", await host.Database.ScalarAsync<string>("SELECT details ->> 'count' FROM control.audit_entry WHERE action = 'access.refused' AND target_id = '/api/v1/alerts'"));
        Assert.Equal(1, await host.Database.ScalarAsync<long>("SELECT count(*) FROM control.audit_entry WHERE action = 'access.refused'"));
    }

    [Fact]
    public void Somebody_who_tries_everything_is_still_counted_in_bounds()
    {
        var counts = new RefusalCounts();
        for (var number = 0; number < 5000; number++)
        {
            counts.Add(new Refusal($"10.0.{number / 250}.{number % 250}", "/api/v1/x", 401));
        }

        var taken = counts.Take();
        Assert.True(taken.Count <= 501);
        Assert.Equal(5000, taken.Values.Sum());
        Assert.Empty(counts.Take());
    }
}
