using Microsoft.Playwright;
using Xunit;

namespace SrePlatform.Tests.EndToEnd;

/// <summary>A headless Chromium with a page that signed in.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private BrowserSession(IPlaywright playwright, IBrowser browser, IPage page)
    {
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>What the page's console complained of: errors, and anything the content security policy refused.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<BrowserSession> OpenAsync(RunningPlatform platform, ColorScheme scheme = ColorScheme.Light, string locale = "en-US")
    {
        var chromium = Places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(chromium is null, "No Chromium on this machine: apt-get install chromium.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"] });
        var context = await browser.NewContextAsync(new() { BaseURL = platform.ControlPlane.ToString(), ColorScheme = scheme, Locale = locale, ViewportSize = new() { Width = 1440, Height = 1000 } });
        context.SetDefaultTimeout(60_000);
        var session = new BrowserSession(playwright, browser, await context.NewPageAsync());
        session.Page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                session.Complaints.Add(message.Text);
            }
        };
        session.Page.PageError += (_, error) => session.Complaints.Add(error);
        return session;
    }

    public static async Task<BrowserSession> SignInAsync(RunningPlatform platform, string user, ColorScheme scheme = ColorScheme.Light, string locale = "en-US")
    {
        var session = await OpenAsync(platform, scheme, locale);
        await session.Page.GotoAsync("/");
        await session.Page.Locator("input[name=username]").FillAsync(user);
        await session.Page.Locator("input[name=password]").FillAsync(platform.Password);
        await session.Page.Locator("button[type=submit]").First.ClickAsync();
        await session.Page.WaitForURLAsync(url => url.StartsWith(platform.ControlPlane.ToString(), StringComparison.Ordinal) && !url.Contains("signin", StringComparison.Ordinal));
        return session;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
