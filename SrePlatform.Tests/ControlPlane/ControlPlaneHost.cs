using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.ControlPlane;

/// <summary>The whole Control Plane on a free port, over a test's own database and realm.</summary>
internal sealed class ControlPlaneHost : IAsyncDisposable
{
    public const string IngestToken = "test-ingest-token";
    public const string DeploymentsToken = "test-deployments-token";
    public const string DiscoveryToken = "test-discovery-token";

    private readonly List<HttpClient> _clients = [];
    private readonly WebApplication _app;
    private readonly TestRealm _realm;
    private readonly bool _isReplica;

    private ControlPlaneHost(WebApplication app, TestRealm realm, TestDatabase database, Uri address, bool isReplica)
    {
        _app = app;
        _realm = realm;
        _isReplica = isReplica;
        Database = database;
        Address = address;
    }

    public Uri Address { get; }

    public TestDatabase Database { get; }

    public TestRealm Realm => _realm;

    public IServiceProvider Services => _app.Services;

    /// <param name="server">Where the database comes from.</param>
    /// <param name="workers">Whether background workers run; without them a test takes each step itself.</param>
    /// <param name="settings">Configuration beyond the usual.</param>
    /// <param name="configure">Replaces services.</param>
    /// <param name="through">A port to reach the database by, given its own.</param>
    public static async Task<ControlPlaneHost> StartAsync(
        PostgresServer server, bool workers = false, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null,
        Func<int, int>? through = null)
    {
        var database = await ControlPlaneDatabase.CreateAsync(server);
        await AddSourcesAsync(database);
        return await StartAsync(database, new TestRealm(), isReplica: false, workers, settings, configure, through);
    }

    /// <summary>One of several that share a database and a realm, which outlive it.</summary>
    public static Task<ControlPlaneHost> StartReplicaAsync(
        TestDatabase database, TestRealm realm, bool workers, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? configure) =>
        StartAsync(database, realm, isReplica: true, workers, settings, configure, through: null);

    private static async Task<ControlPlaneHost> StartAsync(
        TestDatabase database, TestRealm realm, bool isReplica, bool workers, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection>? configure,
        Func<int, int>? through)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SrePlatform.ControlPlane.ControlPlaneApp).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:sre"] = Through(database.ConnectionStringOf("control_plane", ControlPlaneDatabase.Password), through),
            ["Authentication:Authority"] = TestRealm.Authority,
            ["Authentication:Audience"] = "control-plane",
            ["Authentication:ClientId"] = "control-plane",
            ["Authentication:ClientSecret"] = "test",
            ["Authentication:RequireHttpsMetadata"] = "false",
            ["DataProtection:WrappingKey"] = Convert.ToBase64String(new byte[32]),
            ["Audit:SealingKey"] = Convert.ToBase64String(new byte[32]),
            ["Audit:CheckpointFile"] = Path.Combine(Path.GetTempPath(), $"sre-audit-{Guid.NewGuid():N}.jsonl"),
            ["VictoriaMetrics:Url"] = "http://127.0.0.1:9",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.AddControlPlane();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        realm.TrustIn(builder.Services);
        if (!workers)
        {
            foreach (var worker in builder.Services.Where(IsWorker).ToList())
            {
                builder.Services.Remove(worker);
            }
        }

        configure?.Invoke(builder.Services);
        var app = builder.Build().UseControlPlane();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new ControlPlaneHost(app, realm, database, new Uri(address), isReplica);
    }

    /// <summary>A client without any credentials that follows no redirects.</summary>
    public HttpClient Anonymous()
    {
        var client = new ServiceCollection().AddHttpClient("test").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
            .Services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("test");
        client.BaseAddress = Address;
        _clients.Add(client);
        return client;
    }

    /// <summary>A client of the API with these realm roles.</summary>
    public HttpClient WithRoles(params string[] roles) => WithToken(_realm.Token(string.Join('-', roles), roles));

    public HttpClient WithToken(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A browser of a signed-in person.</summary>
    public HttpClient SignedIn(params string[] roles)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Add("Cookie", SessionOf(roles));
        return client;
    }

    /// <summary>The cookie of a person who signed in here.</summary>
    public string SessionOf(params string[] roles)
    {
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        var identity = new ClaimsIdentity(
            [new("sub", "sub-person"), new("preferred_username", "person"), .. roles.Select(role => new Claim("roles", role))],
            CookieAuthenticationDefaults.AuthenticationScheme, "preferred_username", "roles");
        var properties = new AuthenticationProperties { IssuedUtc = TimeProvider.System.GetUtcNow(), ExpiresUtc = TimeProvider.System.GetUtcNow().AddHours(1) };
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), properties, CookieAuthenticationDefaults.AuthenticationScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    public async ValueTask DisposeAsync()
    {
        var checkpoints = _app.Configuration["Audit:CheckpointFile"]!;
        _clients.ForEach(client => client.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
        File.Delete(checkpoints);
        if (!_isReplica)
        {
            _realm.Dispose();
            await Database.DisposeAsync();
        }
    }

    private static string Through(string connectionString, Func<int, int>? through)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        connection.Port = through?.Invoke(connection.Port) ?? connection.Port;
        return connection.ConnectionString;
    }

    private static bool IsWorker(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType ?? service.ImplementationInstance?.GetType())?.FullName?.StartsWith("SrePlatform.", StringComparison.Ordinal) == true;

    internal static async Task AddSourcesAsync(TestDatabase database) => await database.ExecuteAsync(
        """
        INSERT INTO control.ingestion_source (name, scope, hash, created_at, rotated_at) VALUES
            ('vmalert', 'ingest', sha256('test-ingest-token'), now(), now()),
            ('ci', 'deployments', sha256('test-deployments-token'), now(), now()),
            ('victoria-metrics', 'discovery', sha256('test-discovery-token'), now(), now())
        """);
}
