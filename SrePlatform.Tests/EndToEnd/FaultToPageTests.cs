using Microsoft.Playwright;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>The loop, as a person sees it: a fault in the shop becomes an incident on the page, with a diagnosis that names the cause.</summary>
[Collection(EndToEndCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class FaultToPageTests(RunningPlatform platform)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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

        // Another test may have broken the shop minutes ago: then there may be too little normal time left to say so, which is said.
        var verdict = analysis.GetProperty("verdict").GetString();
        var hasTooLittle = verdict == "inconclusive" && analysis.GetProperty("headline").GetProperty("key").GetString() == "headline.inconclusive_baseline";
        Assert.True(verdict == "no_fault" || hasTooLittle, analysis.ToString());
    }

    [Fact]
    public async Task A_bad_deployment_is_named_on_the_page_beside_noise_and_the_incident_resolves_when_it_is_mended()
    {
        await platform.StartedAsync();
        await NormalTime.PassedAsync(platform);
        using var incidents = await IncidentsDriver.OfAsync(platform);
        await incidents.AllResolvedAsync();
        await using var browser = await BrowserSession.SignInAsync(platform, "operator");
        await browser.Page.GotoAsync("/incidents");
        await using (var shop = ShopDriver.Of(platform))
        {
            await shop.BreakAsync("noise-newsletter");
            await shop.BreakAsync("bad-deployment-payment");
            var incident = await incidents.OpenedForAsync("payment");

            // The list says that there is something new, and leads to it.
            await browser.Page.Locator("#fresh a, #incidents a.row").First.WaitForAsync();
            await browser.Page.GotoAsync($"/incidents/INC-{incident.Number}");
            var verdict = browser.Page.Locator("#verdict");
            await Assertions.Expect(verdict).ToContainTextAsync("v2.3.1", new() { Timeout = (float)Patience.TotalMilliseconds });
            await Assertions.Expect(verdict).ToContainTextAsync("payment");
            await Assertions.Expect(verdict).ToContainTextAsync("Roll payment back from v2.3.1 to v2.3.0");
            await Assertions.Expect(browser.Page.Locator("svg").First).ToBeVisibleAsync();
            Assert.DoesNotContain("newsletter", (await incidents.ReadAsync(incident.Id)).Services);
            await Accessibility.AssertAsync(browser.Page);
        }

        await incidents.AllResolvedAsync();
        await Assertions.Expect(browser.Page.Locator("#incident-head")).ToContainTextAsync("Resolved", new() { Timeout = (float)Patience.TotalMilliseconds });
        Assert.Empty(browser.Complaints);
    }

#if LOCAL_ENGINE
    [Fact]
    public async Task A_diagnosis_survives_the_death_of_the_assistant_and_is_completed_once()
    {
        await platform.StartedAsync();
        using var diagnoses = await DiagnosesDriver.OfAsync(platform);
        var before = platform.ProcessOf("assistant");
        Guid id;
        using (platform.Hang("victoria-metrics"))
        {
            id = await diagnoses.StartAsync("checkout");
            await diagnoses.TakenAsync(id);
            platform.Kill("assistant");
            await platform.BackAsync("assistant", before);
        }

        Assert.Equal(1, await diagnoses.CompletionsAsync(await diagnoses.CompletedAsync(id)));
    }
#endif
}
