using SrePlatform.AppHost.LocalEngine.IdentityProvider;
using SrePlatform.AppHost.LocalEngine.IdentityProvider.Realms;
using Xunit;

namespace SrePlatform.Tests.AppHost.IdentityProvider;

[Trait("Category", "Unit")]
public sealed class RealmTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_variable_that_is_not_set_is_named()
    {
        var exception = await Assert.ThrowsAsync<RealmFileException>(() => RealmFile.LoadAsync(
            RunningIdentityProvider.RealmFile, name => name is "OPERATOR_PASSWORD" or "GRAFANA_URL" ? null : "x", Cancelled));

        Assert.Contains("GRAFANA_URL, OPERATOR_PASSWORD", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_cannot_break_out_of_its_place_and_a_default_fills_in()
    {
        var filled = RealmPlaceholders.Fill("""{"a":"${NAME}","b":"${OTHER:http://localhost}","c":"${client_id}"}""", name => name == "NAME" ? "\"}" : null);

        Assert.Equal("""{"a":"\u0022}","b":"http://localhost","c":"${client_id}"}""", filled);
    }

    [Fact]
    public async Task The_realm_holds_no_secret_of_its_own()
    {
        var text = await File.ReadAllTextAsync(RunningIdentityProvider.RealmFile, Cancelled);
        var realm = await RealmFile.LoadAsync(RunningIdentityProvider.RealmFile, name => $"filled-{name}", Cancelled);

        Assert.All(realm.Clients, client => Assert.StartsWith("filled-", client.Secret, StringComparison.Ordinal));
        Assert.All(realm.Users.SelectMany(user => user.Credentials), credential => Assert.StartsWith("filled-", credential.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("\"secretData\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:5080/signin-oidc", "http://localhost:5080/signin-oidc", true)]
    [InlineData("http://localhost:5080/signin-oidc", "http://localhost:5080/signin-oidc?x=1", false)]
    [InlineData("http://localhost:5080/signin-oidc", "http://localhost:5080/Signin-oidc", false)]
    [InlineData("http://localhost:5080/*", "http://localhost:5080/a/b?c=d", true)]
    [InlineData("http://localhost:5080/*", "http://localhost:5080", true)]
    [InlineData("http://localhost:5080/*", "http://localhost:50800/", false)]
    [InlineData("http://localhost:5080/*", "http://localhost:5080/a#fragment", false)]
    [InlineData("http://localhost:5080/a/*", "http://localhost:5080/a/../b", false)]
    [InlineData("http://localhost:5080/a/*", "http://localhost:5080/a/%2e%2e/b", false)]
    [InlineData("http://localhost*", "http://localhost.evil.test/", false)]
    [InlineData("http://localhost:5080/*", "http://localhost:5080\\@evil.test/", false)]
    [InlineData("http://localhost:5080/*", "http://user@localhost:5080/", false)]
    [InlineData("*", "http://evil.test/", false)]
    public void Addresses_match_exactly_or_by_prefix(string registered, string presented, bool isAllowed) =>
        Assert.Equal(isAllowed, RedirectUris.Allows([registered], presented));

    [Theory]
    [InlineData("--url", "http://localhost:1")]
    [InlineData("--realm", "r", "--data", "d", "--url", "http://192.0.2.1:80")]
    [InlineData("--realm", "r", "--data", "d", "--url", "https://localhost:80")]
    public void It_starts_on_this_machine_or_not_at_all(params string[] args) =>
        Assert.Throws<RealmFileException>(() => IdentityProviderSettings.Parse(args));
}
