using Microsoft.Extensions.DependencyInjection;
using SrePlatform.Tests.Assistant;
using SrePlatform.Tests.ControlPlane;
using SrePlatform.Tests.Infrastructure;

namespace SrePlatform.Tests.Pairs;

/// <summary>
/// Both services as they are, one or several of each, on one database, speaking to each other over real connections with tokens of
/// one realm. Only the measurements are made up.
/// </summary>
internal sealed class ServicePair : IAsyncDisposable
{
    private readonly List<ControlPlaneHost> _controlPlanes = [];
    private readonly List<AssistantHost> _assistants = [];

    private ServicePair(TestDatabase database, ScriptedSources sources) => (Database, Sources) = (database, sources);

    public TestDatabase Database { get; }

    /// <summary>The measurements.</summary>
    public ScriptedSources Sources { get; }

    public TestRealm Realm { get; } = new();

    public IReadOnlyList<ControlPlaneHost> ControlPlanes => _controlPlanes;

    public IReadOnlyList<AssistantHost> Assistants => _assistants;

    /// <param name="server">Where the database comes from.</param>
    /// <param name="replicas">How many of each service.</param>
    /// <param name="settings">Configuration of both beyond the usual.</param>
    public static async Task<ServicePair> StartAsync(PostgresServer server, int replicas = 1, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var database = await server.CreateDatabaseAsync("pair", async administrator =>
        {
            await ControlPlaneDatabase.MigrateAsync(administrator);
            await AssistantSchema.MigrateAsync(administrator);
        });
        await ControlPlaneHost.AddSourcesAsync(database);
        var pair = new ServicePair(database, await ScriptedSources.StartAsync());
        for (var replica = 0; replica < replicas; replica++)
        {
            pair._assistants.Add(await AssistantHost.StartAsync(database, pair.Sources, settings: settings, configure: pair.LeadToControlPlane, shared: pair.Realm));
            pair._controlPlanes.Add(await ControlPlaneHost.StartReplicaAsync(database, pair.Realm, workers: true, settings, pair.LeadToAssistant));
        }

        return pair;
    }

    /// <summary>A Control Plane that reaches the Assistant its own way, in place of those that there are.</summary>
    public async Task<ControlPlaneHost> AddControlPlaneAsync(IReadOnlyDictionary<string, string?> settings, Uri assistant)
    {
        foreach (var replaced in _controlPlanes)
        {
            await replaced.DisposeAsync();
        }

        _controlPlanes.Clear();
        var added = await ControlPlaneHost.StartReplicaAsync(Database, Realm, workers: true, settings, services => LeadToAssistant(services, () => [assistant]));
        _controlPlanes.Add(added);
        return added;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var controlPlane in _controlPlanes)
        {
            await controlPlane.DisposeAsync();
        }

        foreach (var assistant in _assistants)
        {
            await assistant.DisposeAsync();
        }

        await Sources.DisposeAsync();
        await Database.DisposeAsync();
        Realm.Dispose();
    }

    private void LeadToAssistant(IServiceCollection services) => LeadToAssistant(services, () => [.. _assistants.Select(host => host.Address)]);

    private void LeadToAssistant(IServiceCollection services, Func<IReadOnlyList<Uri>> assistants)
    {
        services.AddHttpClient("AssistantClient").ConfigurePrimaryHttpMessageHandler(() => new Balancer(assistants));
        Issue(services, Realm.Token("service-account-control-plane", ["diagnose"], "sre-assistant"));
    }

    private void LeadToControlPlane(IServiceCollection services)
    {
        services.AddHttpClient("ControlPlaneClient").ConfigurePrimaryHttpMessageHandler(() => new Balancer(() => [.. _controlPlanes.Select(host => host.Address)]));
        Issue(services, Realm.Token("service-account-sre-assistant", ["context_read", "approval_request"]));
    }

    private static void Issue(IServiceCollection services, string token)
    {
        var realm = new StubHttp();
        realm.OnJson("GET /realms/sre-platform/.well-known/openid-configuration", new { token_endpoint = TestRealm.Authority + "/token" });
        realm.OnJson("POST /realms/sre-platform/token", new { access_token = token, expires_in = 300 });
        services.AddHttpClient("service-tokens").ConfigurePrimaryHttpMessageHandler(() => realm);
    }

    /// <summary>Sends each request to the next replica.</summary>
    private sealed class Balancer(Func<IReadOnlyList<Uri>> replicas) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var all = replicas();
            if (all.Count == 0)
            {
                throw new HttpRequestException("No replica runs yet.");
            }

            request.RequestUri = new Uri(all[(Interlocked.Increment(ref _next) & int.MaxValue) % all.Count], request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
