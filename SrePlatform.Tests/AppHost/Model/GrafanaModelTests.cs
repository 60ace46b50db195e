using Xunit;

namespace SrePlatform.Tests.AppHost.Model;

/// <summary>What Grafana is told where it runs, and that nobody waits for it where it does not.</summary>
[Trait("Category", "Unit")]
public sealed class GrafanaModelTests
{
#if ASPIRE_ENGINE
    [Fact]
    public async Task Administrators_sign_in_through_the_realm_and_nobody_else()
    {
        await using var model = await PlatformModel.OfAsync();
        var grafana = await model.VariablesOfAsync("grafana");
        Assert.Equal("true", grafana["GF_AUTH_GENERIC_OAUTH_ENABLED"]);
        Assert.Equal("true", grafana["GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_STRICT"]);
        Assert.Contains("super_admin", grafana["GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH"], StringComparison.Ordinal);
        Assert.Equal("{grafana-client-secret.value}", grafana["GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET"]);
        Assert.Equal("{grafana.bindings.http.url}", (await model.VariablesOfAsync("keycloak"))["GRAFANA_URL"]);
    }

    [Fact]
    public async Task It_reads_as_a_role_of_its_own_and_with_the_password_of_the_metrics_store()
    {
        await using var model = await PlatformModel.OfAsync();
        var grafana = await model.VariablesOfAsync("grafana");
        Assert.Equal("{grafana-role-password.value}", grafana["REPORTING_PASSWORD"]);
        Assert.Equal("{victoria-metrics-password.value}", grafana["VICTORIA_METRICS_PASSWORD"]);
        Assert.Contains("/etc/grafana/provisioning", Mounts(model, "grafana"));
        Assert.Contains("/etc/grafana/dashboards", Mounts(model, "grafana"));
    }

    [Fact]
    public async Task Only_the_control_plane_may_frame_it()
    {
        await using var model = await PlatformModel.OfAsync();
        var grafana = await model.VariablesOfAsync("grafana");
        Assert.Equal("true", grafana["GF_SECURITY_ALLOW_EMBEDDING"]);
        Assert.Equal("frame-ancestors 'self' {control-plane.bindings.http.url}", grafana["GF_SECURITY_CONTENT_SECURITY_POLICY_TEMPLATE"]);
        Assert.Equal("{grafana.bindings.http.url}", (await model.VariablesOfAsync("control-plane"))["Grafana__Url"]);
    }

    private static IEnumerable<string> Mounts(PlatformModel model, string name) =>
        model[name].Annotations.OfType<ContainerMountAnnotation>().Select(mount => mount.Target);
#else
    [Fact]
    public async Task Without_containers_the_control_plane_is_not_sent_to_a_grafana_that_is_not_there()
    {
        await using var model = await PlatformModel.OfAsync();
        Assert.DoesNotContain("Grafana__Url", (await model.VariablesOfAsync("control-plane")).Keys);
        Assert.DoesNotContain(model.Names, name => model.WaitsOf(name).Any(wait => wait.Name == "grafana"));
    }
#endif
}
