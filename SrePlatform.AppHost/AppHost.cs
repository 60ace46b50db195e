using SrePlatform.AppHost;
using SrePlatform.AppHost.Grafana;
using SrePlatform.AppHost.NodeExporter;
using SrePlatform.AppHost.Topology;
using SrePlatform.AppHost.VictoriaMetrics;
using SrePlatform.AppHost.VmAlert;

var builder = DistributedApplication.CreateBuilder(PlatformOptions.Arguments(args));
var options = PlatformOptions.From(builder.Configuration);
var secrets = builder.AddPlatformSecrets();
var rules = builder.RulesFolder(options);
const string controlPlaneProject = "../SrePlatform.ControlPlane/SrePlatform.ControlPlane.csproj";
const string assistantProject = "../SrePlatform.Assistant/SrePlatform.Assistant.csproj";

// What is shared: metadata, identity, time series, rules, this machine's measurements, dashboards.
var postgres = builder.AddPostgres("postgres", password: secrets.PostgresPassword).WithImageTag("17.6").WithDataVolume("sre-platform-postgres");
var database = postgres.AddDatabase("sre");
var keycloak = builder.AddKeycloak("keycloak", options.IdentityPort, adminPassword: secrets.IdentityAdministrator)
    .WithoutHttpsCertificate()
    .WithRealmImport("Realms")
    .WithPinnedIssuer()
    .WithRealmSecrets(secrets);
var metrics = builder.AddVictoriaMetrics("victoria-metrics", secrets.VictoriaMetricsPassword);
var vmalert = builder.AddVmAlert("vmalert", metrics, secrets.VmAlertPassword, rules, options.IntervalSeconds).WaitFor(metrics);
var nodeExporter = builder.AddNodeExporter("node-exporter");
var grafana = builder.AddGrafana("grafana", metrics, database, keycloak, secrets, options.IntervalSeconds);

// Each service's schema, roles and seed, applied once before the services start.
var controlPlaneDatabase = builder.AddProject("control-plane-database", controlPlaneProject, launchProfileName: null)
    .AsMigration(database, secrets)
    .WithSourceTokens(secrets)
    .WithPace(options)
    .WithTarget(new SeededTarget("this-machine", "host", "server", "production", "platform", "high"), nodeExporter.ScrapeEndpoint());
var assistantDatabase = builder.AddProject("assistant-database", assistantProject, launchProfileName: null)
    .AsMigration(database, secrets)
    .WaitForCompletion(controlPlaneDatabase);

// The specialist.
var assistant = builder.AddProject("assistant", assistantProject, launchProfileName: null)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithRole(database, "assistant", secrets.AssistantRole)
    .WithRealmClient(keycloak, "sre-assistant", secrets.AssistantClient)
    .WithVictoriaMetrics(metrics)
    .WithServiceSettings("assistant", options, secrets)
    .WithLanguageModel()
    .WaitFor(metrics)
    .WaitForCompletion(controlPlaneDatabase)
    .WaitForCompletion(assistantDatabase);

// The commander.
var controlPlane = builder.AddProject("control-plane", controlPlaneProject, launchProfileName: null)
    .WithHttpEndpoint(port: options.Port)
    .WithHttpHealthCheck("/health")
    .WithExternalHttpEndpoints()
    .WithRole(database, "control_plane", secrets.ControlPlaneRole)
    .WithRealmClient(keycloak, "control-plane", secrets.ControlPlaneClient)
    .WithVictoriaMetrics(metrics)
    .WithVmAlert(vmalert)
    .WithSourceTokens(secrets)
    .WithServiceSettings("control-plane", options, secrets)
    .WithEnvironment("AlertRules__Directory", rules)
    .WithGrafana(grafana)
    .WithReference(assistant)
    .WaitFor(metrics)
    .WaitForCompletion(controlPlaneDatabase)
    .WaitForCompletion(assistantDatabase);
controlPlane.WithBrowserUrl("PublicUrl", controlPlane.GetEndpoint("http")).WithPlanKey(options);

// The only part that changes systems: no API, the public key alone, a database role that can neither make nor change a plan, a user of its own.
var executor = builder.AddProject("control-plane-executor", controlPlaneProject, launchProfileName: null)
    .WithArgs("--role", "executor")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithRole(database, "executor", secrets.ExecutorRole)
    .WithServiceSettings("control-plane-executor", options, secrets)
    .WithPlanKey(options)
    .WithUserOfItsOwn()
    .WaitForCompletion(controlPlaneDatabase);

// They know each other; what watches the platform knows where to report.
assistant.WithReference(controlPlane);
controlPlane.WithReference(executor);
keycloak.WithBrowserUrl("CONTROL_PLANE_URL", controlPlane.GetEndpoint("http"));
metrics.WithScraping(options.IntervalSeconds, controlPlane, assistant, secrets.DiscoveryToken, secrets.ScrapingToken);
vmalert.WithNotifier(controlPlane, secrets.VmAlertToken, options.DataFolder);

IResourceBuilder<ProjectResource>? shopConsole = null;
if (options.Demo)
{
    shopConsole = builder.AddDemoShop(controlPlane, controlPlaneDatabase, secrets, options.IntervalSeconds);
    controlPlane.WithBrowserUrl("Demo__ConsoleUrl", shopConsole.GetEndpoint("http"));
    controlPlaneDatabase.WithEnvironment("Seed__DemoRules", "true");
    executor.WithReference(shopConsole)
        .WithEnvironment("Executor__Connections__demo-shop__Url", "http://shop-console")
        .WithEnvironment("Executor__Connections__demo-shop__Token", secrets.ShopControlToken);
}

// The realm's groups of these names are their members; the shop's people see the platform they are watched by.
controlPlaneDatabase
    .WithEnvironment("Seed__Teams__0", "platform")
    .WithEnvironment("Seed__Teams__1", "shop")
    .WithEnvironment("Seed__Groups__0__Name", "SRE Platform")
    .WithEnvironment("Seed__Groups__0__Team", "platform")
    .WithEnvironment("Seed__Groups__0__Grant", "shop");

builder.AddPublishing(controlPlane);
builder.AddWelcome(controlPlane, secrets.UserPassword, shopConsole);
builder.Build().Run();
