using System.Text.Json;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>A shop that works raises no incident, and who asks about it anyway is not given a culprit.</summary>
[Collection(EndToEndCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class HealthyShopTests(RunningPlatform platform)
{
    [Fact]
    public async Task A_healthy_shop_has_no_incident_and_a_diagnosis_finds_no_fault()
    {
        await platform.StartedAsync();
        await NormalTime.PassedAsync(platform);
        using var incidents = await IncidentsDriver.OfAsync(platform);
        await incidents.AllResolvedAsync();
        using var diagnoses = await DiagnosesDriver.OfAsync(platform);
        var session = await diagnoses.CompletedAsync(await diagnoses.StartAsync("storefront", "checkout", "payment"));
        var analysis = await diagnoses.AnalysisAsync(session);
        Assert.True(analysis.GetProperty("verdict").GetString() == "no_fault", Told(analysis));
    }

    private static string Told(JsonElement analysis) => string.Join('\n', analysis.EnumerateObject()
        .Where(part => part.Name is "verdict" or "confidence" or "headline" or "claims" or "onset").Select(part => $"{part.Name}: {part.Value}"));
}
