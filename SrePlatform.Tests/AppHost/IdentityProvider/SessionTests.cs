using System.Net;
using Microsoft.Extensions.Time.Testing;
using SrePlatform.Tests.Drivers;
using Xunit;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

[Trait("Category", "Unit")]
public sealed class SessionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private RunningIdentityProvider? _provider;

    private RunningIdentityProvider Provider => _provider!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static SignInClient ControlPlane => RunningIdentityProvider.ControlPlane;

    public async ValueTask InitializeAsync() => _provider = await RunningIdentityProvider.StartAsync(_clock, Cancelled);

    public ValueTask DisposeAsync() => Provider.DisposeAsync();

    [Fact]
    public async Task Repeated_failures_lock_a_name_out_for_a_while()
    {
        using var browser = Provider.NewBrowser();
        for (var attempt = 1; attempt < 5; attempt++)
        {
            Assert.Equal("The username or the password is wrong.", await TryAsync(browser, "operator", "wrong"));
        }

        Assert.Equal("Too many attempts. Try again in 60 seconds.", await TryAsync(browser, "operator", "wrong"));
        Assert.Equal("Too many attempts. Try again in 60 seconds.", await TryAsync(browser, "operator", RunningIdentityProvider.Password));
        Assert.Null(await TryAsync(Provider.NewBrowser(), "member", RunningIdentityProvider.Password));

        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(await TryAsync(browser, "operator", RunningIdentityProvider.Password));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_locked_out_alike()
    {
        using var browser = Provider.NewBrowser();
        for (var attempt = 1; attempt < 5; attempt++)
        {
            await TryAsync(browser, "nobody", "wrong");
        }

        Assert.Equal("Too many attempts. Try again in 60 seconds.", await TryAsync(browser, "nobody", "wrong"));
    }

    [Fact]
    public async Task A_code_a_session_and_its_refresh_tokens_expire()
    {
        using var browser = Provider.NewBrowser();
        var request = AuthorizationRequest.For(ControlPlane);
        using var answer = await browser.AuthorizeAsync(request, "operator", RunningIdentityProvider.Password, Cancelled);
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("invalid_grant", (await browser.RedeemAsync(ControlPlane, request, SignInDriver.CodeOf(answer)!, Cancelled)).Error);

        var tokens = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        for (var refreshes = 0; refreshes < 5; refreshes++)
        {
            _clock.Advance(TimeSpan.FromMinutes(110));
            tokens = await browser.RefreshAsync(ControlPlane, tokens.RefreshToken!, Cancelled);
            Assert.Null(tokens.Error);
        }

        _clock.Advance(TimeSpan.FromMinutes(51));
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(ControlPlane, tokens.RefreshToken!, Cancelled)).Error);
        using var form = await browser.Browser.GetAsync(AuthorizationRequest.For(ControlPlane).AddressAt(browser.AuthorizationEndpoint), Cancelled);
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
    }

    [Fact]
    public async Task A_client_that_wants_a_fresh_sign_in_gets_one()
    {
        using var browser = Provider.NewBrowser();
        await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        _clock.Advance(TimeSpan.FromMinutes(10));

        foreach (var (parameter, value) in new[] { ("prompt", "login"), ("max_age", "300") })
        {
            var request = AuthorizationRequest.For(ControlPlane).With(parameter, value);
            using var form = await browser.Browser.GetAsync(request.AddressAt(browser.AuthorizationEndpoint), Cancelled);
            Assert.Equal(HttpStatusCode.OK, form.StatusCode);
            using var answer = await browser.SubmitAsync(form, "operator", RunningIdentityProvider.Password, Cancelled);
            Assert.NotNull(SignInDriver.CodeOf(answer));
            _clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_session_everywhere_and_returns_to_the_client()
    {
        using var browser = Provider.NewBrowser();
        var tokens = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        var back = "http://localhost:5080/signout-callback-oidc";
        using var answer = await browser.Browser.GetAsync(new Uri($"{browser.Endpoint("logout")}?id_token_hint={tokens.IdToken}&post_logout_redirect_uri={Uri.EscapeDataString(back)}&state=s1"), Cancelled);

        Assert.Equal($"{back}?state=s1", answer.Headers.Location?.ToString());
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(ControlPlane, tokens.RefreshToken!, Cancelled)).Error);
        using var form = await browser.Browser.GetAsync(AuthorizationRequest.For(ControlPlane).AddressAt(browser.AuthorizationEndpoint), Cancelled);
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
    }

    [Fact]
    public async Task An_old_hint_still_signs_out()
    {
        using var browser = Provider.NewBrowser();
        var tokens = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        _clock.Advance(TimeSpan.FromMinutes(20));
        using var answer = await browser.Browser.GetAsync(new Uri($"{browser.Endpoint("logout")}?id_token_hint={tokens.IdToken}"), Cancelled);

        Assert.Contains("You are signed out", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_from_elsewhere_does_not_sign_out_without_asking()
    {
        using var browser = Provider.NewBrowser();
        await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        using var question = await browser.Browser.GetAsync(browser.Endpoint("logout"), Cancelled);
        Assert.Contains("Do you want to sign out", await question.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);

        using var answer = await browser.SubmitAsync(question, "", "", Cancelled);
        Assert.Contains("You are signed out", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_leads_only_where_the_client_said()
    {
        using var browser = Provider.NewBrowser();
        var tokens = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        using var answer = await browser.Browser.GetAsync(new Uri($"{browser.Endpoint("logout")}?id_token_hint={tokens.IdToken}&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A50800%2F"), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_restart_keeps_keys_sessions_and_what_was_revoked()
    {
        using var browser = Provider.NewBrowser();
        var kept = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        var used = (await browser.RefreshAsync(ControlPlane, kept.RefreshToken!, Cancelled)).RefreshToken!;
        using var other = Provider.NewBrowser();
        var ended = await other.SignInAsync(ControlPlane, "member", RunningIdentityProvider.Password, Cancelled);
        await other.Browser.GetAsync(new Uri($"{other.Endpoint("logout")}?id_token_hint={ended.IdToken}"), Cancelled);
        var folder = Provider.DataFolder;
        var address = Provider.Address;
        await Provider.StopAsync(Cancelled);

        _provider = await RunningIdentityProvider.StartAsync(_clock, Cancelled, folder, address);

        Assert.Null((await browser.RefreshAsync(ControlPlane, used, Cancelled)).Error);
        Assert.Equal("invalid_grant", (await other.RefreshAsync(ControlPlane, ended.RefreshToken!, Cancelled)).Error);
        using var again = await browser.Browser.GetAsync(AuthorizationRequest.For(ControlPlane).AddressAt(browser.AuthorizationEndpoint), Cancelled);
        Assert.NotNull(SignInDriver.CodeOf(again));
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(["signing-key.pem", "encryption-key", "spent"], file =>
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, file))));
        }
    }

    private static async Task<string?> TryAsync(SignInDriver browser, string username, string password)
    {
        using var answer = await browser.AuthorizeAsync(AuthorizationRequest.For(ControlPlane), username, password, Cancelled);
        return SignInDriver.CodeOf(answer) is null ? await SignInDriver.ErrorOf(answer, Cancelled) : null;
    }
}
