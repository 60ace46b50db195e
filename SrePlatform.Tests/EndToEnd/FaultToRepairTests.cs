using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>The loop as people do it: a bad deployment, its diagnosis, the rollback that a second person approves, its effect.</summary>
[Collection(EndToEndCollection.Name)]
[Trait("Category", "EndToEnd")]
public sealed class FaultToRepairTests(RunningPlatform running)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_bad_deployment_is_named_beside_noise_and_rolled_back_by_a_plan_that_a_second_person_approved()
    {
        var platform = await running.StartedAsync();
        await using var shop = ShopDriver.Of(platform);
        await shop.MendAsync();
        await NormalTime.PassedAsync(platform);
        using var incidents = await IncidentsDriver.OfAsync(platform);
        await incidents.AllResolvedAsync();
        await using var member = await BrowserSession.SignInAsync(platform, "operator");
        await member.Page.GotoAsync("/incidents");
        await shop.BreakAsync("noise-newsletter");
        await shop.BreakAsync("bad-deployment-payment");
        var incident = await incidents.OpenedForAsync("payment");

        // The list says that there is something new, and leads to it.
        await member.Page.Locator("#fresh a, #incidents a.row").First.WaitForAsync();
        await member.Page.GotoAsync($"/incidents/INC-{incident.Number}");
        var verdict = member.Page.Locator("#verdict");
        await Assertions.Expect(verdict).ToContainTextAsync("v2.3.1", new() { Timeout = (float)Patience.TotalMilliseconds });
        await Assertions.Expect(verdict).ToContainTextAsync("payment");
        await Assertions.Expect(verdict).ToContainTextAsync("Roll payment back from v2.3.1 to v2.3.0");
        await Assertions.Expect(member.Page.Locator("svg").First).ToBeVisibleAsync();
        Assert.DoesNotContain("newsletter", (await incidents.ReadAsync(incident.Id)).Services);
        await Accessibility.AssertAsync(member.Page);

        await member.Page.GetByRole(AriaRole.Button, new() { Name = "Request approval" }).ClickAsync(new() { Timeout = 90_000 });
        await member.Page.GetByRole(AriaRole.Link, new() { Name = "Review and decide" }).ClickAsync();
        await Assertions.Expect(member.Page.Locator("#decision")).ToContainTextAsync("somebody else has to approve");
        await Assertions.Expect(member.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);

        await using var admin = await BrowserSession.SignInAsync(platform, "admin");
        await admin.Page.GotoAsync("/approvals");
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Roll payment back to v2.3.0" }).First.ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Approve", Exact = true }).ClickAsync();
        await admin.Page.GotoAsync($"/incidents/INC-{incident.Number}");
        await Assertions.Expect(admin.Page.Locator("#repair [data-outcome=fixed]")).ToBeVisibleAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
        Assert.Empty(admin.Complaints);

        using var console = platform.App.CreateHttpClient("shop-console", "http");
        var faults = await console.GetFromJsonAsync<JsonElement>("/faults", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(faults.GetProperty("items").EnumerateArray(), fault => fault.GetProperty("name").GetString() == "bad-deployment-payment" && fault.GetProperty("enabled").GetBoolean());
        await shop.MendAsync();
        await incidents.AllResolvedAsync();
        await Assertions.Expect(admin.Page.Locator("#incident-head")).ToContainTextAsync("Resolved", new() { Timeout = (float)Patience.TotalMilliseconds });
        Assert.Empty(member.Complaints);

        // The record becomes the draft of its postmortem, every sentence with what it rests on.
        await Assertions.Expect(admin.Page.Locator("#incident-postmortem")).ToContainTextAsync("Write postmortem", new() { Timeout = (float)Patience.TotalMilliseconds });
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Write postmortem" }).ClickAsync();
        await Assertions.Expect(admin.Page.Locator("#postmortem[data-state=draft]")).ToBeVisibleAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
        var text = admin.Page.Locator("article.prose");
        await Assertions.Expect(text).ToContainTextAsync("v2.3.1");
        await Assertions.Expect(text).ToContainTextAsync("carried out and fixed it");
        Assert.Equal(0, await text.Locator("li:not(:has(a.cite)), .cite-unknown").CountAsync());
        var sources = await text.Locator("a.cite").EvaluateAllAsync<string[]>("links => [...new Set(links.map(link => link.getAttribute('href').split(/[?#]/)[0].split('/')[1]))]");
        Assert.Superset(new HashSet<string>(["incidents", "deployments", "approvals", "automation"]), sources.ToHashSet());
        await Accessibility.AssertAsync(admin.Page);
        Assert.Empty(admin.Complaints);
    }
}
