using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SrePlatform.ControlPlane.Features.Diagnosis;
using SrePlatform.ControlPlane.Features.Diagnosis.Assistant;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Diagnosis;

[Trait("Category", "Database")]
public sealed class AssistantResultsTests(PostgresServer server)
{
    private const string Matrix =
        """
        {"status":"success","data":{"resultType":"matrix","result":[
          {"metric":{"service":"payment"},"values":[[10,"1.5"],[20,"NaN"],[30,"3"]]},
          {"metric":{"service":"orders"},"values":[[20,"7"]]}]}}
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Missing_views_and_missing_grants_are_said_and_not_thrown()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        var results = host.Services.GetRequiredService<AssistantResults>();
        Assert.IsType<ResultsUnavailable>((await results.FindAnalysisAsync(Guid.NewGuid(), Cancelled)).Failure);
        await host.Database.CreateAssistantViewsAsync(granted: false);
        Assert.IsType<ResultsUnavailable>((await results.FindSessionAsync(Guid.NewGuid(), Cancelled)).Failure);
        var response = await host.SignedIn("viewer").GetAsync($"/observations/{Guid.NewGuid()}/series", Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Fact]
    public async Task An_analysis_is_read_and_fields_of_later_versions_do_no_harm()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.CreateAssistantViewsAsync();
        var session = Guid.NewGuid();
        await host.Database.AddAnalysisAsync(session, """
            {"schema_version":1,"verdict":"root_cause","confidence":{"value":0.82,"word":"high","capped_by":[]},"new_field":{"a":1},
             "headline":{"key":"headline.root_cause","args":{"service":"payment","share":0.3},"text":"payment fails"},
             "candidates":[{"rank":1,"service":"payment","score":0.9,"role":"cause","contributions":{"shift":1,"onset":1,"graph":1,"change":1},"reason":{"key":"k","args":{},"text":"t"}}]}
            """);
        var found = (await host.Services.GetRequiredService<AssistantResults>().FindAnalysisAsync(session, Cancelled)).Value;
        Assert.Equal("high", found!.Document!.Confidence!.Word);
        Assert.Equal(0.3, found.Document.Headline!.Args!["share"].GetDouble());
        Assert.Equal("payment", Assert.Single(found.Document.Candidates).Service);
        Assert.Null((await host.Services.GetRequiredService<AssistantResults>().FindAnalysisAsync(Guid.NewGuid(), Cancelled)).Value);
    }

    [Fact]
    public async Task Charts_get_the_series_they_name_on_one_axis()
    {
        await using var host = await ControlPlaneHost.StartAsync(server);
        await host.Database.CreateAssistantViewsAsync();
        var id = await host.Database.AddObservationAsync(Guid.NewGuid(), Matrix);
        var client = host.SignedIn("viewer");
        var all = await client.GetFromJsonAsync<JsonElement>($"/observations/{id}/series", Cancelled);
        Assert.Equal("""[10,20,30]""", all.GetProperty("times").GetRawText());
        Assert.Equal("""[1.5,null,3]""", all.GetProperty("series")[0].GetProperty("values").GetRawText());
        var one = await client.GetFromJsonAsync<JsonElement>($"/observations/{id}/series?series={Uri.EscapeDataString("""{"service":"orders"}""")}", Cancelled);
        Assert.Equal("orders", Assert.Single(one.GetProperty("series").EnumerateArray()).GetProperty("labels").GetProperty("service").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync($"/observations/{id}/series?series=x", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/observations/{Guid.NewGuid()}/series", Cancelled)).StatusCode);
    }

    [Fact]
    public void Bytes_that_are_no_matrix_give_no_chart()
    {
        Assert.Null(ObservationSeries.Select("nonsense"u8.ToArray(), new Dictionary<string, string>()));
        Assert.Null(ObservationSeries.Select("""{"data":{"result":[{"metric":{},"values":[["x"]]}]}}"""u8.ToArray(), new Dictionary<string, string>()));
        Assert.Null(ObservationPayload.Unpack([1, 2, 3]));
    }
}
