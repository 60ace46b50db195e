using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>What axe finds on a page.</summary>
internal static class Accessibility
{
    private static readonly string[] Grave = ["serious", "critical"];

    /// <summary>Fails on anything serious.</summary>
    public static async Task AssertAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations
            .Where(violation => Grave.Contains(violation.Impact))
            .Select(violation => $"{page.Url}: {violation.Id}: {violation.Help}: {violation.Nodes.FirstOrDefault()?.Html}"));
    }
}
