using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SrePlatform.Tests.Drivers;
using Xunit;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

[Trait("Category", "Unit")]
public sealed class TokenEndpointTests(IdentityProviderFixture fixture) : IClassFixture<IdentityProviderFixture>
{
    private readonly RunningIdentityProvider _provider = fixture.Provider;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static SignInClient ControlPlane => RunningIdentityProvider.ControlPlane;

    [Fact]
    public async Task Discovery_names_Keycloaks_addresses()
    {
        using var browser = _provider.NewBrowser();
        var document = await browser.Browser.GetFromJsonAsync<JsonElement>(new Uri($"{_provider.Authority}/.well-known/openid-configuration"), Cancelled);

        Assert.Equal(_provider.Authority.ToString(), document.GetProperty("issuer").GetString());
        Assert.Equal(browser.Endpoint("auth").ToString(), document.GetProperty("authorization_endpoint").GetString());
        Assert.Equal(browser.Endpoint("token").ToString(), document.GetProperty("token_endpoint").GetString());
        Assert.Equal(browser.Endpoint("userinfo").ToString(), document.GetProperty("userinfo_endpoint").GetString());
        Assert.Equal(browser.Endpoint("certs").ToString(), document.GetProperty("jwks_uri").GetString());
        Assert.Equal(browser.Endpoint("logout").ToString(), document.GetProperty("end_session_endpoint").GetString());
        Assert.Equal(browser.Endpoint("revoke").ToString(), document.GetProperty("revocation_endpoint").GetString());
        Assert.Equal(browser.Endpoint("token/introspect").ToString(), document.GetProperty("introspection_endpoint").GetString());
        Assert.Contains("S256", document.Strings("code_challenge_methods_supported"));
    }

    [Fact]
    public async Task Certs_hold_the_public_key_that_tokens_are_signed_with()
    {
        using var browser = _provider.NewBrowser();
        var keys = await browser.Browser.GetFromJsonAsync<JsonElement>(browser.Endpoint("certs"), Cancelled);
        var tokens = await browser.ServiceTokenAsync("sre-assistant", RunningIdentityProvider.AssistantSecret, Cancelled);

        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal(key.GetProperty("kid").GetString(), Tokens.Header(tokens.AccessToken).GetProperty("kid").GetString());
        Assert.False(key.TryGetProperty("d", out _));
    }

    [Theory]
    [InlineData("control-plane", RunningIdentityProvider.ControlPlaneSecret, new[] { "diagnose" }, new[] { "control-plane", "sre-assistant" })]
    [InlineData("sre-assistant", RunningIdentityProvider.AssistantSecret, new[] { "context_read", "approval_request" }, new[] { "control-plane" })]
    public async Task A_service_signs_in_as_itself_with_its_own_roles_and_audiences(string client, string secret, string[] roles, string[] audiences)
    {
        using var browser = _provider.NewBrowser();
        var tokens = await browser.ServiceTokenAsync(client, secret, Cancelled);

        var access = Tokens.Payload(tokens.AccessToken);
        Assert.Equal(roles, access.Strings("realm_access", "roles"));
        Assert.Equal(audiences, access.Strings("aud").Order(StringComparer.Ordinal));
        Assert.Equal($"service-account-{client}", access.GetProperty("preferred_username").GetString());
        Assert.Equal(client, access.GetProperty("client_id").GetString());
        Assert.Equal(client, access.GetProperty("azp").GetString());
        Assert.Null(tokens.RefreshToken);
        Assert.Null(tokens.IdToken);
    }

    [Fact]
    public async Task A_persons_token_is_not_for_the_Assistant()
    {
        using var browser = _provider.NewBrowser();
        var tokens = await browser.SignInAsync(ControlPlane, "admin", RunningIdentityProvider.Password, Cancelled);

        Assert.Equal(["control-plane"], Tokens.Payload(tokens.AccessToken).Strings("aud"));
    }

    [Theory]
    [InlineData("control-plane", "wrong", "invalid_client", HttpStatusCode.Unauthorized)]
    [InlineData("control-plane", "", "invalid_client", HttpStatusCode.Unauthorized)]
    [InlineData("unknown", "wrong", "invalid_client", HttpStatusCode.Unauthorized)]
    [InlineData("grafana", "grafana-secret", "unauthorized_client", HttpStatusCode.BadRequest)]
    public async Task A_client_that_may_not_is_refused(string client, string secret, string error, HttpStatusCode status)
    {
        using var browser = _provider.NewBrowser();
        var answer = await browser.ServiceTokenAsync(client, secret, Cancelled);

        Assert.Equal(status == HttpStatusCode.Unauthorized && secret.Length == 0 ? HttpStatusCode.BadRequest : status, answer.Status);
        Assert.Equal(secret.Length == 0 ? "invalid_request" : error, answer.Error);
        Assert.Null(answer.AccessToken);
    }

    [Fact]
    public async Task A_client_may_prove_itself_by_a_header()
    {
        using var browser = _provider.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Post, browser.TokenEndpoint)
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials" }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("sre-assistant:assistant-secret"u8));
        using var response = await browser.Browser.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task A_code_that_comes_back_is_refused_and_takes_its_tokens_along()
    {
        using var browser = _provider.NewBrowser();
        var request = AuthorizationRequest.For(ControlPlane);
        using var answer = await browser.AuthorizeAsync(request, "operator", RunningIdentityProvider.Password, Cancelled);
        var code = SignInDriver.CodeOf(answer)!;
        var first = await browser.RedeemAsync(ControlPlane, request, code, Cancelled);

        var second = await browser.RedeemAsync(ControlPlane, request, code, Cancelled);

        Assert.NotNull(first.AccessToken);
        Assert.Equal("invalid_grant", second.Error);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(ControlPlane, first.RefreshToken!, Cancelled)).Error);
    }

    [Fact]
    public async Task A_code_needs_its_own_verifier_client_and_address()
    {
        using var browser = _provider.NewBrowser();
        var request = AuthorizationRequest.For(ControlPlane);
        using var answer = await browser.AuthorizeAsync(request, "operator", RunningIdentityProvider.Password, Cancelled);
        var code = SignInDriver.CodeOf(answer)!;

        Assert.Equal("invalid_grant", (await browser.RedeemAsync(ControlPlane, request with { Verifier = new string('x', 43) }, code, Cancelled)).Error);
        Assert.Equal("invalid_grant", (await browser.RedeemAsync(ControlPlane with { RedirectUri = new Uri("http://localhost:5080/other") }, request, code, Cancelled)).Error);
        Assert.Equal("invalid_grant", (await browser.RedeemAsync(new SignInClient("grafana", "grafana-secret", ControlPlane.RedirectUri), request, code, Cancelled)).Error);
        Assert.Null((await browser.RedeemAsync(ControlPlane, request, code, Cancelled)).Error);
    }

    [Fact]
    public async Task A_refresh_token_is_exchanged_once()
    {
        using var browser = _provider.NewBrowser();
        var signedIn = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);
        var refreshed = await browser.RefreshAsync(ControlPlane, signedIn.RefreshToken!, Cancelled);

        Assert.Equal(["team_manager"], Tokens.Payload(refreshed.AccessToken).Strings("realm_access", "roles"));
        Assert.Equal(Tokens.Payload(signedIn.AccessToken).GetProperty("sid").GetString(), Tokens.Payload(refreshed.AccessToken).GetProperty("sid").GetString());
        Assert.NotEqual(signedIn.RefreshToken, refreshed.RefreshToken);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(ControlPlane, signedIn.RefreshToken!, Cancelled)).Error);
        Assert.Equal("invalid_grant", (await browser.RefreshAsync(ControlPlane, refreshed.RefreshToken!, Cancelled)).Error);
    }

    [Fact]
    public async Task Userinfo_tells_a_token_holder_about_themselves()
    {
        using var browser = _provider.NewBrowser();
        var tokens = await browser.SignInAsync(ControlPlane, "member", RunningIdentityProvider.Password, Cancelled);
        var me = await UserInfoAsync(browser, tokens.AccessToken);
        var anonymous = await UserInfoAsync(browser, accessToken: null);
        var wrong = await UserInfoAsync(browser, tokens.IdToken);

        Assert.Equal(HttpStatusCode.OK, me.Status);
        Assert.Equal("member", me.Body.GetProperty("preferred_username").GetString());
        Assert.Equal(["/shop"], me.Body.Strings("groups"));
        Assert.NotEqual(HttpStatusCode.OK, anonymous.Status);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
    }

    [Fact]
    public async Task Introspection_is_for_clients_and_tells_what_a_token_is_worth()
    {
        using var browser = _provider.NewBrowser();
        var tokens = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);

        var known = await PostAsync(browser, "token/introspect", tokens.AccessToken!, RunningIdentityProvider.ControlPlaneSecret);
        var garbage = await PostAsync(browser, "token/introspect", "garbage", RunningIdentityProvider.ControlPlaneSecret);
        var stranger = await PostAsync(browser, "token/introspect", tokens.AccessToken!, "wrong");

        Assert.True(known.Body.GetProperty("active").GetBoolean());
        Assert.Equal("operator", known.Body.GetProperty("username").GetString());
        Assert.Equal(["team_manager"], known.Body.Strings("realm_access", "roles"));
        Assert.False(garbage.Body.GetProperty("active").GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.Status);
    }

    [Fact]
    public async Task A_revoked_grant_is_worth_nothing_at_once()
    {
        using var browser = _provider.NewBrowser();
        var tokens = await browser.SignInAsync(ControlPlane, "operator", RunningIdentityProvider.Password, Cancelled);

        Assert.Equal(HttpStatusCode.OK, (await PostAsync(browser, "revoke", tokens.RefreshToken!, RunningIdentityProvider.ControlPlaneSecret)).Status);

        Assert.Equal("invalid_grant", (await browser.RefreshAsync(ControlPlane, tokens.RefreshToken!, Cancelled)).Error);
        Assert.Equal(HttpStatusCode.Unauthorized, (await UserInfoAsync(browser, tokens.AccessToken)).Status);
        Assert.False((await PostAsync(browser, "token/introspect", tokens.AccessToken!, RunningIdentityProvider.ControlPlaneSecret)).Body.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Other_realms_do_not_exist()
    {
        using var browser = _provider.NewBrowser();

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Browser.GetAsync(new Uri(_provider.Address, "/realms/other/.well-known/openid-configuration"), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Browser.GetAsync(new Uri(_provider.Address, "/.well-known/openid-configuration"), Cancelled)).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> UserInfoAsync(SignInDriver browser, string? accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, browser.Endpoint("userinfo"));
        request.Headers.Authorization = accessToken is null ? null : new AuthenticationHeaderValue("Bearer", accessToken);
        using var response = await browser.Browser.SendAsync(request, Cancelled);
        return (response.StatusCode, await BodyOf(response));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(SignInDriver browser, string endpoint, string token, string secret)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token, ["client_id"] = "control-plane", ["client_secret"] = secret });
        using var response = await browser.Browser.PostAsync(browser.Endpoint(endpoint), form, Cancelled);
        return (response.StatusCode, await BodyOf(response));
    }

    private static async Task<JsonElement> BodyOf(HttpResponseMessage response) =>
        await response.Content.ReadAsStringAsync(Cancelled) is { Length: > 0 } json ? JsonSerializer.Deserialize<JsonElement>(json) : default;
}
