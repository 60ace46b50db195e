using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SrePlatform.Tests.Drivers;
using Xunit;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

[Trait("Category", "EndToEnd")]
public sealed class SignInPageTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly string[] Grave = ["serious", "critical"];

    private WaitingClient? _client;
    private RunningIdentityProvider? _provider;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    private SignInClient Client => RunningIdentityProvider.ControlPlane with { RedirectUri = new Uri(_client!.Address, "/signin-oidc") };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), "No Chromium on this machine: apt-get install chromium.");
        _client = await WaitingClient.StartAsync(Cancelled);
        _provider = await RunningIdentityProvider.StartAsync(clock: null, Cancelled, controlPlane: _client.Address);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-background-networking"] });
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        await (_provider?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_client?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_browser_comes_back_to_the_client_with_a_code()
    {
        var page = await OpenAsync(ColorScheme.Light, "en-US", "query");
        await page.GetByLabel("Username or email").FillAsync("operator");
        await page.GetByLabel("Password").FillAsync(RunningIdentityProvider.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await page.GetByText("GET with a code: True").WaitForAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, "en-US", "Sign in", "The username or the password is wrong.")]
    [InlineData(ColorScheme.Dark, "zh-TW", "登入", "使用者名稱或密碼不正確。")]
    public async Task The_page_is_usable_by_everyone_light_and_dark_in_both_languages(ColorScheme scheme, string locale, string button, string error)
    {
        var page = await OpenAsync(scheme, locale, "query");
        await AssertAccessibleAsync(page);

        await page.Keyboard.TypeAsync("operator");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("not the password");
        await page.Keyboard.PressAsync("Enter");

        await page.GetByRole(AriaRole.Alert).GetByText(error).WaitForAsync();
        Assert.Equal("operator", await page.InputValueAsync("input[name=username]"));
        Assert.Equal("", await page.InputValueAsync("input[name=password]"));
        Assert.True(await page.GetByRole(AriaRole.Button, new() { Name = button }).IsVisibleAsync());
        await AssertAccessibleAsync(page);
    }

    [Fact]
    public async Task The_page_that_posts_a_code_runs_its_one_script_and_posts_to_the_client_only()
    {
        using var driver = _provider!.NewBrowser();
        using var answer = await driver.AuthorizeAsync(AuthorizationRequest.For(Client).With("response_mode", "form_post"), "operator", RunningIdentityProvider.Password, Cancelled);
        var policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));

        Assert.Contains("script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains($"form-action {_client!.Address.GetLeftPart(UriPartial.Authority)}", policy, StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(ColorScheme scheme, string locale, string responseMode)
    {
        var context = await _browser!.NewContextAsync(new() { ColorScheme = scheme, Locale = locale, ViewportSize = new() { Width = 1000, Height = 720 } });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        using var driver = _provider!.NewBrowser();
        var request = AuthorizationRequest.For(Client).With("response_mode", responseMode);
        await page.GotoAsync(request.AddressAt(driver.AuthorizationEndpoint).ToString());
        return page;
    }

    private static async Task AssertAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations.Where(violation => Grave.Contains(violation.Impact)).Select(violation => $"{violation.Id}: {violation.Help}"));
    }
}
