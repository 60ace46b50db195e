using System.Net;
using System.Net.Http.Json;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Platform;

[Trait("Category", "Database")]
public sealed class DatabaseAwayTests(PostgresServer server)
{
    [Fact]
    public async Task Ingestion_says_when_to_come_again()
    {
        await using var host = await ControlPlaneHost.StartAsync(server, settings: new Dictionary<string, string?>
        {
            ["ConnectionStrings:sre"] = "Host=127.0.0.1;Port=9;Username=x;Database=x;Timeout=2",
        });
        var answer = await host.WithToken(ControlPlaneHost.IngestToken).PostAsJsonAsync("/api/v2/alerts", new[] { AlertPosts.Alert("Down") }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
