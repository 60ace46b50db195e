using SrePlatform.ControlPlane.Features.Resources;
using Xunit;

namespace SrePlatform.Tests.ControlPlane.Resources;

[Trait("Category", "Unit")]
public sealed class ResourceValidationTests
{
    private static readonly ResourceDraft Valid = new() { Name = "web-1", Kind = ResourceKind.Server, Team = "shop" };

    [Fact]
    public void A_name_a_kind_and_a_team_are_enough() => Assert.Empty(ResourceValidation.Check(Valid));

    [Fact]
    public void What_is_missing_is_named() =>
        Assert.Equal(["kind", "name", "team"], ResourceValidation.Check(new()).Select(error => error.Field).Order());

    [Theory]
    [InlineData("10.0.0.5:9100", true)]
    [InlineData("host.example.org:80", true)]
    [InlineData("my_service:8080", true)]
    [InlineData("[::1]:9100", true)]
    [InlineData("::1:9100", false)]
    [InlineData("host", false)]
    [InlineData("host:0", false)]
    [InlineData("host:65536", false)]
    [InlineData("host:+80", false)]
    [InlineData(":9100", false)]
    [InlineData("http://host:80", false)]
    [InlineData("host:80/path", false)]
    [InlineData("ho st:80", false)]
    [InlineData("user@host:80", false)]
    [InlineData("[fe80::1%eth0:1]:80", false)]
    [InlineData("host:80\n", false)]
    public void An_address_is_a_host_and_a_port(string address, bool valid) => Assert.Equal(valid, ResourceValidation.IsHostAndPort(address));

    [Theory]
    [InlineData("web-1")]
    [InlineData("資料庫 3")]
    [InlineData("db.primary:5432/main (eu)")]
    public void A_name_may_be_of_any_script(string name) => Assert.Empty(ResourceValidation.Check(Valid with { Name = name }));

    [Theory]
    [InlineData("<script>")]
    [InlineData("a\nb")]
    [InlineData("{{ $labels }}")]
    [InlineData("=cmd()")]
    [InlineData("a\"b")]
    public void A_name_carries_no_syntax(string name) => Assert.Equal("name", Assert.Single(ResourceValidation.Check(Valid with { Name = name })).Field);

    [Theory]
    [InlineData("rack", "r1", null)]
    [InlineData("9lives", "x", "label_name")]
    [InlineData("__address__", "x", "label_name")]
    [InlineData("with-dash", "x", "label_name")]
    [InlineData("resource_id", "x", "label_reserved")]
    [InlineData("team", "x", "label_reserved")]
    [InlineData("rack", "a\u0000b", "label_value")]
    public void Labels_follow_the_rules_of_Prometheus(string name, string value, string? code) =>
        Assert.Equal(code, ResourceValidation.Check(Valid with { Labels = new Dictionary<string, string> { [name] = value } }).SingleOrDefault()?.Code);

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/probe?module=http")]
    public void A_metrics_path_begins_with_a_slash(string path) => Assert.Empty(ResourceValidation.Check(Valid with { MetricsPath = path }));

    [Theory]
    [InlineData("metrics")]
    [InlineData("/a b")]
    public void A_metrics_path_that_is_none_is_refused(string path) => Assert.Equal("metrics_path", Assert.Single(ResourceValidation.Check(Valid with { MetricsPath = path })).Field);
}
