using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using SrePlatform.DemoShop.Services;
using SrePlatform.Tests.Infrastructure;
using Xunit;

namespace SrePlatform.Tests.DemoShop;

/// <summary>The tests that share one shop, one after the other.</summary>
[CollectionDefinition(RunningShop.Tests)]
public sealed class ShopCollection : ICollectionFixture<RunningShop>;

/// <summary>The whole shop in its own processes on free ports, and a listener in the place of the Control Plane's webhook.</summary>
public sealed class RunningShop : IAsyncLifetime
{
    /// <summary>Names the tests that share a shop.</summary>
    public const string Tests = "The running shop";

    /// <summary>Customers' requests per second, besides those of the tests.</summary>
    public const int Load = 10;

    private const string ControlToken = "token-of-the-console";
    private readonly Dictionary<string, int> _ports = [];
    private readonly List<ShopProcess> _processes = [];

    internal DeploymentListener Deployments { get; } = new();

    internal HttpClient Storefront { get; private set; } = null!;

    internal HttpClient Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Deployments.StartAsync();
        string[] names = [.. ShopServices.All.Select(service => service.Name), "console"];
        foreach (var name in names)
        {
            _ports[name] = FreePort();
        }

        var environment = names.ToDictionary(name => $"services__shop-{name}__http__0", name => Address(name).ToString().TrimEnd('/'));
        environment["services__control-plane__http__0"] = Deployments.Address;
        environment["ControlPlane__DeploymentsToken"] = DeploymentListener.Token;
        environment["Shop__ControlToken"] = ControlToken;
        environment["Shop__RequestsPerSecond"] = Load.ToString(CultureInfo.InvariantCulture);
        foreach (var name in names)
        {
            _processes.Add(new ShopProcess(name, Address(name), environment));
        }

        Storefront = Client("storefront");
        Console = Client("console");
        await Eventually.TrueAsync(EveryPartAnswersAsync, "the parts of the shop start", TimeSpan.FromMinutes(2));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Deployments.DisposeAsync();
    }

    /// <summary>A client that carries what the part asks of the console.</summary>
    internal HttpClient Client(string part) => new(new SocketsHttpHandler())
    {
        BaseAddress = Address(part),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", ControlToken) },
    };

    internal async Task<ServiceState> StateAsync(string service)
    {
        using var client = Client(service);
        return (await client.GetFromJsonAsync("/control/state", ShopJson.Default.ServiceState, TestContext.Current.CancellationToken))!;
    }

    internal async Task<string> MetricsAsync(string service)
    {
        using var client = Client(service);
        return await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
    }

    internal Task<HttpResponseMessage> SwitchAsync(string fault, bool on) =>
        Console.PutAsJsonAsync($"/faults/{fault}", new { enabled = on }, TestContext.Current.CancellationToken);

    internal Task<HttpResponseMessage> BuyAsync() =>
        Storefront.PostAsJsonAsync("/buy", new { product_id = 3, pieces = 1 }, TestContext.Current.CancellationToken);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private Uri Address(string part) => new($"http://127.0.0.1:{_ports[part]}");

    private async Task<bool> EveryPartAnswersAsync()
    {
        foreach (var part in _ports.Keys)
        {
            using var client = Client(part);
            try
            {
                (await client.GetAsync("/health", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            }
            catch (HttpRequestException)
            {
                Assert.All(_processes, process => Assert.False(process.HasEnded, process.Said));
                return false;
            }
        }

        return true;
    }
}
