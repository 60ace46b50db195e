using Microsoft.Playwright;
using SrePlatform.ControlPlane.Features.Shared;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>Every place of the rail, in both themes and both languages, on a wide screen and a phone.</summary>
[Collection(EndToEndCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class EveryPageTests(RunningPlatform platform)
{
    private const int PhoneWidth = 390;
    private static readonly string[] Dashboards = ["/dashboards/services", "/dashboards/agents", "/dashboards/resources/panels/6"];

    [Theory]
    [InlineData(ColorScheme.Light, "en-US")]
    [InlineData(ColorScheme.Dark, "zh-TW")]
    public async Task A_page_is_accessible_breaks_no_policy_and_fits_a_phone(ColorScheme scheme, string locale)
    {
        await platform.StartedAsync();
        await using var browser = await BrowserSession.SignInAsync(platform, "admin", scheme, locale);
        foreach (var address in Place.All.Select(place => place.Address).Concat(Dashboards))
        {
            await browser.Page.SetViewportSizeAsync(1440, 900);
            var answer = await browser.Page.GotoAsync(address);
            Assert.True(answer!.Ok, $"{address}: {answer.Status}");
            await Accessibility.AssertAsync(browser.Page);
            Assert.Equal(1, await browser.Page.Locator("h1").CountAsync());
            Assert.StartsWith(locale[..2], await browser.Page.Locator("html").GetAttributeAsync("lang"), StringComparison.Ordinal);

            await browser.Page.SetViewportSizeAsync(PhoneWidth, 844);
            Assert.True(await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= PhoneWidth, $"{address} is wider than a phone");
        }

        Assert.Empty(browser.Complaints);
    }
}
