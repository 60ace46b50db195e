using SrePlatform.Tests.Architecture;
using SrePlatform.Tests.ControlPlane;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.Pairs;

/// <summary>What people are given to try the APIs by hand works, from the first request to the last.</summary>
[Trait("Category", "Database")]
public sealed class HttpFileTests(PostgresServer server, MetricsServer metrics)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_request_of_the_http_files_is_answered_well()
    {
        await using var pair = await ServicePair.StartAsync(server, settings: await metrics.SettingsAsync());
        var plane = pair.ControlPlanes[0];
        await plane.Database.AddResourceAsync("payment", "payment");
        using var http = plane.Anonymous();
        var faults = await RunAsync(http, "control-plane.http", pair, new()
        {
            ["host"] = plane.Address.ToString().TrimEnd('/'),
            ["token"] = pair.Realm.Token("admin", ["super_admin"]),
            ["ingest"] = ControlPlaneHost.IngestToken,
            ["deployments"] = ControlPlaneHost.DeploymentsToken,
        });
        faults.AddRange(await RunAsync(http, "assistant.http", pair, new()
        {
            ["host"] = pair.Assistants[0].Address.ToString().TrimEnd('/'),
            ["token"] = pair.Realm.Token("service-account-control-plane", ["diagnose"], "sre-assistant"),
        }));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<List<string>> RunAsync(HttpClient http, string name, ServicePair pair, Dictionary<string, string> variables)
    {
        var file = new HttpFile(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "http", name), Cancelled), variables);
        Assert.True(file.Requests.Count > 10, $"{name} has {file.Requests.Count} requests.");
        var faults = new List<string>();
        foreach (var request in file.Requests)
        {
            using var message = file.Message(request);
            using var answer = await http.SendAsync(message, Cancelled);
            var body = await answer.Content.ReadAsStringAsync(Cancelled);
            if (!answer.IsSuccessStatusCode)
            {
                faults.Add($"{name}, {request.Title}: {(int)answer.StatusCode} {body}");
                continue;
            }

            file.Answered(request, body);
            await Eventually.TrueAsync(
                async () => await pair.Database.ScalarAsync<long>("SELECT count(*) FROM assistant.diagnosis_session WHERE completed_at IS NULL") == 0, $"what {request.Title} began is over");
        }

        return faults;
    }
}
