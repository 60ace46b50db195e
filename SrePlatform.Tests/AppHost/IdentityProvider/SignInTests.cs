using System.Net;
using SrePlatform.Tests.Drivers;
using Xunit;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

[Trait("Category", "Unit")]
public sealed class SignInTests(IdentityProviderFixture fixture) : IClassFixture<IdentityProviderFixture>
{
    private readonly RunningIdentityProvider _provider = fixture.Provider;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_signs_in_and_gets_the_tokens_that_Keycloak_would_give()
    {
        using var browser = _provider.NewBrowser();
        var tokens = await browser.SignInAsync(RunningIdentityProvider.ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);

        var access = Tokens.Payload(tokens.AccessToken);
        Assert.InRange(tokens.ExpiresIn, 290, 300);
        Assert.Equal("RS256", Tokens.Header(tokens.AccessToken).GetProperty("alg").GetString());
        Assert.Equal("at+jwt", Tokens.Header(tokens.AccessToken).GetProperty("typ").GetString());
        Assert.Equal(_provider.Authority.ToString(), access.GetProperty("iss").GetString());
        Assert.Equal(["control-plane"], access.Strings("aud"));
        Assert.Equal(["team_manager"], access.Strings("realm_access", "roles"));
        Assert.Equal(["/platform", "/shop"], access.Strings("groups"));
        Assert.Equal("operator", access.GetProperty("preferred_username").GetString());
        Assert.Equal("Olga Operator", access.GetProperty("name").GetString());
        Assert.Equal("operator@sre-platform.test", access.GetProperty("email").GetString());
        Assert.True(access.GetProperty("email_verified").GetBoolean());
        Assert.Equal("control-plane", access.GetProperty("azp").GetString());
        Assert.Equal("Bearer", access.GetProperty("typ").GetString());
        Assert.Equal("openid profile email", access.GetProperty("scope").GetString());
        Assert.InRange(access.GetProperty("exp").GetInt64() - access.GetProperty("iat").GetInt64(), 299, 300);

        var identity = Tokens.Payload(tokens.IdToken);
        Assert.Equal(["control-plane"], identity.Strings("aud"));
        Assert.Equal("nonce-1", identity.GetProperty("nonce").GetString());
        Assert.Equal("ID", identity.GetProperty("typ").GetString());
        Assert.Equal(["team_manager"], identity.Strings("realm_access", "roles"));
        Assert.Equal(access.GetProperty("sub").GetString(), identity.GetProperty("sub").GetString());
        Assert.Equal(access.GetProperty("sid").GetString(), identity.GetProperty("sid").GetString());
    }

    [Fact]
    public async Task Tokens_hold_no_claim_that_only_this_provider_knows()
    {
        using var browser = _provider.NewBrowser();
        var tokens = await browser.SignInAsync(RunningIdentityProvider.ControlPlane, "viewer", RunningIdentityProvider.Password, Cancelled);

        Assert.Equal(
            ["acr", "allowed-origins", "aud", "auth_time", "azp", "email", "email_verified", "exp", "family_name", "given_name", "groups", "iat", "iss", "jti", "name", "preferred_username", "realm_access", "scope", "sid", "sub", "typ"],
            Tokens.Payload(tokens.AccessToken).Names());
        Assert.Equal(
            ["acr", "at_hash", "aud", "auth_time", "azp", "email", "email_verified", "exp", "family_name", "given_name", "groups", "iat", "iss", "jti", "name", "nonce", "preferred_username", "realm_access", "sid", "sub", "typ"],
            Tokens.Payload(tokens.IdToken).Names());
    }

    [Fact]
    public async Task A_second_client_visit_needs_no_password()
    {
        using var browser = _provider.NewBrowser();
        await browser.SignInAsync(RunningIdentityProvider.ControlPlane, "member", RunningIdentityProvider.Password, Cancelled);

        using var again = await browser.Browser.GetAsync(AuthorizationRequest.For(RunningIdentityProvider.ControlPlane).AddressAt(browser.AuthorizationEndpoint), Cancelled);

        Assert.NotNull(SignInDriver.CodeOf(again));
        Assert.Contains("state=state-1", again.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator", "wrong")]
    [InlineData("nobody", "correct horse battery staple")]
    [InlineData("service-account-control-plane", "")]
    public async Task A_wrong_name_or_password_is_said_at_the_form(string username, string password)
    {
        using var browser = _provider.NewBrowser();
        using var page = await browser.AuthorizeAsync(AuthorizationRequest.For(RunningIdentityProvider.ControlPlane), username, password, Cancelled);

        Assert.Equal("The username or the password is wrong.", await SignInDriver.ErrorOf(page, Cancelled));
        Assert.Null(SignInDriver.CodeOf(page));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var browser = _provider.NewBrowser();
        var request = AuthorizationRequest.For(RunningIdentityProvider.ControlPlane);
        var address = new UriBuilder(request.AddressAt(browser.AuthorizationEndpoint)) { Path = "/realms/sre-platform/login-actions/authenticate" }.Uri;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = "operator", ["password"] = RunningIdentityProvider.Password });
        using var answer = await browser.Browser.PostAsync(address, form, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("The form was open for too long. Please try again.", await SignInDriver.ErrorOf(answer, Cancelled));
    }

    [Theory]
    [InlineData("redirect_uri", "http://localhost:5080/other", "redirect_uri")]
    [InlineData("redirect_uri", "http://localhost:5080/signin-oidc/../evil", "redirect_uri")]
    [InlineData("redirect_uri", "http://evil.test/signin-oidc", "redirect_uri")]
    [InlineData("redirect_uri", null, "redirect_uri")]
    [InlineData("client_id", "unknown", "Client not found")]
    [InlineData("client_id", "sre-assistant", "not allowed to sign people in")]
    [InlineData("code_challenge", null, "code_challenge")]
    [InlineData("code_challenge_method", "plain", "code_challenge")]
    [InlineData("scope", "openid everything", "scope")]
    public async Task A_request_that_the_realm_does_not_allow_goes_nowhere(string parameter, string? value, string reason)
    {
        using var browser = _provider.NewBrowser();
        var request = AuthorizationRequest.For(RunningIdentityProvider.ControlPlane).With(parameter, value);
        using var answer = await browser.Browser.GetAsync(request.AddressAt(browser.AuthorizationEndpoint), Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_must_not_ask_is_told_that_nobody_is_signed_in()
    {
        using var browser = _provider.NewBrowser();
        var request = AuthorizationRequest.For(RunningIdentityProvider.ControlPlane).With("prompt", "none");
        using var answer = await browser.Browser.GetAsync(request.AddressAt(browser.AuthorizationEndpoint), Cancelled);

        Assert.StartsWith("http://localhost:5080/signin-oidc?error=login_required", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-TW,zh;q=0.9,en;q=0.8", null, "zh-Hant", "密碼")]
    [InlineData("de,en;q=0.5", null, "en", "Password")]
    [InlineData("en", "zh-TW", "zh-Hant", "密碼")]
    public async Task The_page_speaks_the_languages_of_the_product(string accepted, string? asked, string language, string word)
    {
        using var browser = _provider.NewBrowser();
        browser.Browser.DefaultRequestHeaders.Add("Accept-Language", accepted);
        var request = AuthorizationRequest.For(RunningIdentityProvider.ControlPlane).With("ui_locales", asked);
        var html = await browser.Browser.GetStringAsync(request.AddressAt(browser.AuthorizationEndpoint), Cancelled);

        Assert.Contains($"<html lang=\"{language}\">", html, StringComparison.Ordinal);
        Assert.Contains(word, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_runs_no_script_and_cannot_be_framed()
    {
        using var browser = _provider.NewBrowser();
        using var page = await browser.Browser.GetAsync(AuthorizationRequest.For(RunningIdentityProvider.ControlPlane).AddressAt(browser.AuthorizationEndpoint), Cancelled);

        var policy = string.Join(';', page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("form-action 'self' http://localhost:5080;", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.All(page.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_a_client_sends_is_shown_as_text()
    {
        using var browser = _provider.NewBrowser();
        var request = AuthorizationRequest.For(RunningIdentityProvider.ControlPlane).With("login_hint", "\"><script>alert(1)</script>").With("state", "\"><script>");
        var html = await browser.Browser.GetStringAsync(request.AddressAt(browser.AuthorizationEndpoint), Cancelled);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }
}
