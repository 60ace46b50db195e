using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using SrePlatform.ServiceDefaults.Authentication;
using Xunit;

namespace SrePlatform.Tests.ServiceDefaults;

[Trait("Category", "Unit")]
public sealed class AuthenticationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private RealmInMemory _realm = null!;
    private TestService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _realm = new RealmInMemory(_clock);
        _service = await TestService.StartAsync(_realm, _clock);
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_token_of_the_realm_tells_name_and_roles()
    {
        var answer = await _service.GetAsync("/api/v1/me", _realm.Mint(roles: ["viewer", "team_member"]));

        Assert.Equal("""{"name":"operator","roles":["viewer","team_member"]}""", answer.Text);
    }

    [Fact]
    public async Task Without_a_token_the_answer_is_401_as_a_problem()
    {
        var answer = await _service.GetAsync("/api/v1/me");

        AssertProblem(answer, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", answer.Challenge);
    }

    [Fact]
    public async Task Without_the_role_the_answer_is_403_as_a_problem()
    {
        var answer = await _service.GetAsync("/api/v1/managed", _realm.Mint(roles: ["viewer"]));

        AssertProblem(answer, HttpStatusCode.Forbidden);
        Assert.Contains("insufficient_scope", answer.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_that_accepts_only_pages_still_gets_a_problem()
    {
        AssertProblem(await _service.GetAsync("/api/v1/me", accept: "text/html"), HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("wrong audience")]
    [InlineData("other issuer")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("without expiry")]
    [InlineData("unsigned")]
    [InlineData("other key")]
    [InlineData("shared secret")]
    [InlineData("identity token")]
    [InlineData("garbage")]
    public async Task A_token_that_is_wrong_is_refused(string flaw)
    {
        var answer = await _service.GetAsync("/api/v1/me", Flawed(flaw));

        AssertProblem(answer, HttpStatusCode.Unauthorized);
        Assert.Contains("invalid_token", answer.Challenge, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_good_until_it_expires_and_for_the_skew_of_clocks()
    {
        var token = _realm.Mint();
        _clock.Advance(TimeSpan.FromSeconds(305));
        Assert.Equal(HttpStatusCode.OK, (await _service.GetAsync("/api/v1/me", token)).Status);

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, (await _service.GetAsync("/api/v1/me", token)).Status);
    }

    [Fact]
    public async Task A_realm_that_is_away_is_not_the_callers_fault()
    {
        var token = _realm.Mint();
        _realm.IsDown = true;

        AssertProblem(await _service.GetAsync("/api/v1/me", token), HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_setting_that_is_missing_is_named_at_start()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestService.StartAsync(_realm, _clock, new() { ["Authentication:Audience"] = "", ["Authentication:RequireHttpsMetadata"] = "true" }));

        Assert.Contains("Authentication:Audience is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("https", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"roles":["a","b"]}""", new[] { "a", "b" })]
    [InlineData("""{"roles":"a"}""", new string[0])]
    [InlineData("""{"roles":[1,null,"a"]}""", new[] { "a" })]
    [InlineData("[]", new string[0])]
    [InlineData("not json", new string[0])]
    [InlineData(null, new string[0])]
    public void Roles_are_read_from_what_has_their_form(string? realmAccess, string[] roles) => Assert.Equal(roles, RealmRoles.Read(realmAccess));

    private static void AssertProblem(Answer answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal((int)status, answer.Body.GetProperty("status").GetInt32());
        Assert.NotEmpty(answer.Body.GetProperty("request_id").GetString()!);
        Assert.NotEmpty(answer.Body.GetProperty("title").GetString()!);
        Assert.NotEmpty(answer.Body.GetProperty("detail").GetString()!);
        Assert.False(answer.Body.TryGetProperty("traceId", out _));
    }

    private string Flawed(string flaw)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        return flaw switch
        {
            "wrong audience" => _realm.Mint(token => token.Audience = "sre-assistant"),
            "other issuer" => _realm.Mint(token => token.Issuer = "http://realm.test/realms/other"),
            "expired" => _realm.Mint(token => (token.IssuedAt, token.NotBefore, token.Expires) = (now.AddHours(-1), now.AddHours(-1), now.AddMinutes(-1))),
            "not yet valid" => _realm.Mint(token => (token.NotBefore, token.Expires) = (now.AddMinutes(1), now.AddMinutes(2))),
            "without expiry" => _realm.Mint(token => token.Expires = null),
            "unsigned" => _realm.Mint(token => token.SigningCredentials = null),
            "other key" => _realm.Mint(key: new RsaSecurityKey(RSA.Create(2048)) { KeyId = "key-1" }),
            "shared secret" => _realm.Mint(token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(new byte[32]) { KeyId = "key-1" }, SecurityAlgorithms.HmacSha256)),
            "identity token" => _realm.Mint(token => token.Claims["typ"] = JsonSerializer.SerializeToElement("ID")),
            _ => "garbage",
        };
    }
}
