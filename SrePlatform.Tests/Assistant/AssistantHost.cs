using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.Assistant;

/// <summary>The whole Assistant on a free port, over a test's own database and realm, asking scripted sources.</summary>
internal sealed class AssistantHost : IAsyncDisposable
{
    private readonly List<HttpClient> _clients = [];
    private readonly WebApplication _app;
    private readonly TestRealm _realm;

    private readonly bool _isReplica;

    private AssistantHost(WebApplication app, TestRealm realm, TestDatabase database, Uri address, bool isReplica)
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

    /// <param name="database">The test's own database; it outlives the host.</param>
    /// <param name="sources">What stands in for VictoriaMetrics, the Control Plane and the realm's token endpoint.</param>
    /// <param name="workers">Whether background workers run.</param>
    /// <param name="settings">Configuration beyond the usual.</param>
    /// <param name="configure">Replaces services.</param>
    /// <param name="shared">A realm that others trust too, and that outlives this.</param>
    public static async Task<AssistantHost> StartAsync(
        TestDatabase database, ScriptedSources sources, bool workers = true, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? configure = null,
        TestRealm? shared = null)
    {
        var realm = shared ?? new TestRealm();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(SrePlatform.Assistant.AssistantApp).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:sre"] = database.ConnectionStringOf("assistant", AssistantSchema.Password),
            ["Authentication:Authority"] = $"{sources.Address}realms/sre-platform",
            ["Authentication:Audience"] = "sre-assistant",
            ["Authentication:ClientId"] = "sre-assistant",
            ["Authentication:ClientSecret"] = "test",
            ["Authentication:RequireHttpsMetadata"] = "false",
            ["VictoriaMetrics:Url"] = sources.Address.ToString(),
            ["VictoriaMetrics:Username"] = ScriptedSources.MetricsUser,
            ["VictoriaMetrics:Password"] = ScriptedSources.MetricsPassword,
            ["ControlPlane:Url"] = sources.Address.ToString(),
            ["Intervals:Seconds"] = "5",
            ["Diagnosis:LeaseSeconds"] = "2",
            ["Diagnosis:PollSeconds"] = "0.2",
        });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.AddAssistant();
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
        var app = builder.Build().UseAssistant();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new AssistantHost(app, realm, database, new Uri(address), isReplica: shared is not null);
    }

    public HttpClient Anonymous()
    {
        var client = new ServiceCollection().AddHttpClient("test").Services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("test");
        client.BaseAddress = Address;
        _clients.Add(client);
        return client;
    }

    public HttpClient WithToken(string token)
    {
        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The Control Plane, as this API sees it.</summary>
    public AssistantClient Caller(string name = "service-account-control-plane") => new(WithToken(_realm.Token(name, ["diagnose"], "sre-assistant")));

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (!_isReplica)
        {
            _realm.Dispose();
        }
    }

    /// <summary>Hosted services of ours, however they were registered; the web server's own stays.</summary>
    private static bool IsWorker(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService)
        && (service.ImplementationFactory is { } factory ? factory.Method.DeclaringType?.FullName : (service.ImplementationType ?? service.ImplementationInstance?.GetType())?.FullName)
            ?.StartsWith("SrePlatform.Assistant.", StringComparison.Ordinal) == true;
}
