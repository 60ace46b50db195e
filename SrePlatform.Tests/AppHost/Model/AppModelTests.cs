using Xunit;

namespace SrePlatform.Tests.AppHost.Model;

/// <summary>The wiring of the app model, under whichever engine is built.</summary>
[Trait("Category", "Unit")]
public sealed class AppModelTests
{
    private static readonly string[] Platform =
    [
        "postgres", "sre", "keycloak", "victoria-metrics", "vmalert", "node-exporter", "grafana",
        "control-plane-database", "assistant-database", "assistant", "control-plane", "control-plane-executor",
    ];

    private static readonly string[] Shop =
    [
        "shop-storefront", "shop-catalog", "shop-search", "shop-checkout", "shop-payment", "shop-orders", "shop-inventory", "shop-newsletter", "shop-console",
    ];

    [Fact]
    public async Task The_platform_has_its_parts_and_no_shop()
    {
        await using var model = await PlatformModel.OfAsync();
        Assert.Superset(Platform.ToHashSet(), model.Names.ToHashSet());
        Assert.DoesNotContain(model.Names, name => name.StartsWith("shop-", StringComparison.Ordinal) && name != "shop-control-token");
    }

    [Fact]
    public async Task The_demo_adds_the_shop_and_declares_its_services()
    {
        await using var model = await PlatformModel.OfAsync("--demo");
        Assert.Superset(Shop.ToHashSet(), model.Names.ToHashSet());
        var seed = await model.VariablesOfAsync("control-plane-database");
        Assert.Equal(9, seed.Keys.Count(key => key.StartsWith("Seed__Targets__", StringComparison.Ordinal) && key.EndsWith("__Address", StringComparison.Ordinal)));
        Assert.Equal("true", seed["Seed__DemoRules"]);
        Assert.Equal("{shop-payment.bindings.http.url}", (await model.VariablesOfAsync("shop-checkout"))["services__shop-payment__http__0"]);
    }

    [Theory]
    [InlineData("control-plane")]
    [InlineData("assistant")]
    public async Task A_service_starts_after_both_databases_are_migrated(string service)
    {
        await using var model = await PlatformModel.OfAsync();
        var waits = model.WaitsOf(service).ToList();
        Assert.Contains(("control-plane-database", WaitType.WaitForCompletion), waits);
        Assert.Contains(("assistant-database", WaitType.WaitForCompletion), waits);
        Assert.Contains(("keycloak", WaitType.WaitUntilHealthy), waits);
        Assert.Contains(("victoria-metrics", WaitType.WaitUntilHealthy), waits);
    }

    [Fact]
    public async Task The_control_planes_roles_are_made_before_the_assistants()
    {
        await using var model = await PlatformModel.OfAsync();
        Assert.Contains(("sre", WaitType.WaitUntilHealthy), model.WaitsOf("control-plane-database"));
        Assert.Contains(("control-plane-database", WaitType.WaitForCompletion), model.WaitsOf("assistant-database"));
    }

    [Fact]
    public async Task Services_do_not_wait_for_each_other_in_a_circle()
    {
        await using var model = await PlatformModel.OfAsync("--demo");
        foreach (var name in Platform.Concat(Shop))
        {
            Visit(name, []);
        }

        void Visit(string name, string[] path)
        {
            Assert.DoesNotContain(name, path);
            foreach (var (next, _) in model.WaitsOf(name))
            {
                Visit(next, [.. path, name]);
            }
        }
    }

    [Fact]
    public async Task Each_service_connects_as_its_own_role_and_only_migrations_as_the_administrator()
    {
        await using var model = await PlatformModel.OfAsync();
        Assert.Contains("Username=control_plane;Password={control-plane-role-password.value}", (await model.VariablesOfAsync("control-plane"))["ConnectionStrings__sre"], StringComparison.Ordinal);
        Assert.Contains("Username=assistant;Password={assistant-role-password.value}", (await model.VariablesOfAsync("assistant"))["ConnectionStrings__sre"], StringComparison.Ordinal);
        Assert.Contains("Username=executor;Password={executor-role-password.value}", (await model.VariablesOfAsync("control-plane-executor"))["ConnectionStrings__sre"], StringComparison.Ordinal);
        Assert.DoesNotContain("role-password", (await model.VariablesOfAsync("control-plane-database"))["ConnectionStrings__sre"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_executor_has_the_public_key_of_plans_and_no_other_secret_of_the_control_plane()
    {
        await using var model = await PlatformModel.OfAsync("--demo");
        var executor = await model.VariablesOfAsync("control-plane-executor");
        Assert.Equal("http://shop-console", executor["Executor__Connections__demo-shop__Url"]);
        Assert.DoesNotContain(executor.Values, value => value.Contains("control-plane-client-secret", StringComparison.Ordinal) || value.Contains("control-plane-role-password", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_services_find_each_other_by_name()
    {
        await using var model = await PlatformModel.OfAsync();
        Assert.Equal("{assistant.bindings.http.url}", (await model.VariablesOfAsync("control-plane"))["services__assistant__http__0"]);
        Assert.Equal("{control-plane.bindings.http.url}", (await model.VariablesOfAsync("assistant"))["services__control-plane__http__0"]);
    }

    [Fact]
    public async Task Every_generated_value_is_a_secret()
    {
        await using var model = await PlatformModel.OfAsync();
        var generated = model.Parameters.Where(parameter => parameter.Default is GenerateParameterDefault).ToList();
        Assert.True(generated.Count >= 15);
        Assert.All(generated, parameter => Assert.True(parameter.Secret, parameter.Name));
    }

    [Fact]
    public async Task The_realm_gets_its_secrets_from_parameters()
    {
        await using var model = await PlatformModel.OfAsync();
        var realm = await model.VariablesOfAsync("keycloak");
        Assert.Equal("{control-plane-client-secret.value}", realm["CONTROL_PLANE_CLIENT_SECRET"]);
        Assert.Equal("{assistant-client-secret.value}", realm["SRE_ASSISTANT_CLIENT_SECRET"]);
        Assert.Equal("{user-password.value}", realm["OPERATOR_PASSWORD"]);
        Assert.Contains("CONTROL_PLANE_URL", realm.Keys);
        Assert.Equal("true", realm["KC_HOSTNAME_BACKCHANNEL_DYNAMIC"]);
    }

    [Fact]
    public async Task Metrics_and_rules_need_a_password_and_the_control_plane_has_it()
    {
        await using var model = await PlatformModel.OfAsync();
        Assert.Equal("{victoria-metrics-password.value}", (await model.VariablesOfAsync("victoria-metrics"))["httpAuth_password"]);
        Assert.Equal("{vmalert-password.value}", (await model.VariablesOfAsync("vmalert"))["httpAuth_password"]);
        var controlPlane = await model.VariablesOfAsync("control-plane");
        Assert.Equal("{victoria-metrics-password.value}", controlPlane["VictoriaMetrics__Password"]);
        Assert.Equal("{vmalert-password.value}", controlPlane["VmAlert__Password"]);
        Assert.Equal("{victoria-metrics-password.value}", (await model.VariablesOfAsync("assistant"))["VictoriaMetrics__Password"]);
    }

    [Theory]
    [InlineData("15s")]
    [InlineData("5s", "--Intervals:Seconds=5")]
    public async Task One_setting_sets_the_pace_of_scraping_evaluation_and_services(string expected, params string[] args)
    {
        await using var model = await PlatformModel.OfAsync(args.Length == 0 ? ["--Intervals:Seconds=15"] : args);
        Assert.Equal(expected, (await model.VariablesOfAsync("victoria-metrics"))["SCRAPE_INTERVAL"]);
        Assert.Equal(expected, (await model.VariablesOfAsync("vmalert"))["evaluationInterval"]);
        Assert.Equal(expected, (await model.VariablesOfAsync("control-plane"))["Intervals__Seconds"] + "s");
    }

    [Fact]
    public async Task The_browser_finds_the_control_plane_on_5080_unless_told_otherwise()
    {
        await using var usual = await PlatformModel.OfAsync();
        await using var other = await PlatformModel.OfAsync("--demo", "--port", "5099");
        Assert.Equal(5080, Assert.Single(usual["control-plane"].Annotations.OfType<EndpointAnnotation>()).Port);
        Assert.Equal(5099, Assert.Single(other["control-plane"].Annotations.OfType<EndpointAnnotation>()).Port);
    }

    [Fact]
    public async Task A_language_model_is_off_unless_configured()
    {
        await using var off = await PlatformModel.OfAsync();
        await using var on = await PlatformModel.OfAsync("--Llm:Provider=openai", "--Llm:ApiKey=x");
        Assert.DoesNotContain("Llm__Provider", (await off.VariablesOfAsync("assistant")).Keys);
        var variables = await on.VariablesOfAsync("assistant");
        Assert.Equal("openai", variables["Llm__Provider"]);
        Assert.Equal("{llm-api-key.value}", variables["Llm__ApiKey"]);
    }

    [Fact]
    public async Task Alerts_come_with_a_token_from_a_file_that_can_change_while_all_runs()
    {
        await using var model = await PlatformModel.OfAsync();
        var vmalert = await model.VariablesOfAsync("vmalert");
        Assert.Equal("{vmalert-token.file}", vmalert["notifier_bearerTokenFile"]);
        Assert.Equal("{control-plane.bindings.http.url}", vmalert["notifier_url"]);
        Assert.DoesNotContain("notifier_bearerToken", vmalert.Keys);
        Assert.Equal("{vmalert-token.value}", (await model.VariablesOfAsync("control-plane"))["Sources__vmalert__Token"]);
    }

    [Fact]
    public async Task Targets_are_seeded_with_the_address_that_the_metrics_store_sees()
    {
        await using var model = await PlatformModel.OfAsync("--demo");
        var seed = await model.VariablesOfAsync("control-plane-database");
        var names = seed.Where(variable => variable.Key.StartsWith("Seed__Targets__", StringComparison.Ordinal) && variable.Key.EndsWith("__Name", StringComparison.Ordinal)).ToDictionary(variable => variable.Key[..^"Name".Length], variable => variable.Value);
        foreach (var (prefix, name) in names)
        {
            var resource = name == "this-machine" ? "node-exporter" : name;
            Assert.StartsWith($"{{{resource}.bindings.http.", seed[prefix + "Address"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_issuer_is_the_address_that_the_browser_sees_while_services_ask_by_the_name_they_know()
    {
        await using var model = await PlatformModel.OfAsync();
        Assert.Equal("{keycloak.bindings.http.url}", (await model.VariablesOfAsync("keycloak"))["KC_HOSTNAME"]);
        Assert.Equal(8180, model["keycloak"].Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "http").Port);
        foreach (var service in new[] { "control-plane", "assistant" })
        {
            Assert.Equal("{keycloak.bindings.http.url}/realms/sre-platform", (await model.VariablesOfAsync(service))["Authentication__Authority"]);
        }
    }
}
