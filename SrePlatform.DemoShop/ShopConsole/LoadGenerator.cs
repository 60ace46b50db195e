using Microsoft.Extensions.Options;
using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>
/// The customers: requests arrive at random moments at a set rate, whether or not earlier ones were answered, as on a real site.
/// 60 % browse, 20 % search, 20 % buy. They come once the whole shop is open, and not all at once, so that starting it is no incident.
/// </summary>
internal sealed class LoadGenerator(
    IHttpClientFactory clients, ServiceControl control, IOptions<ConsoleOptions> options, CustomerView customers, TimeProvider time) : BackgroundService
{
    /// <summary>The HTTP client of the customers.</summary>
    public const string ClientName = "customers";

    private const int UnderWayAtMost = 500;
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _rise = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);
    private static readonly string[] _words = ["lamp", "tea", "chair", "o", "bo", "mat"];
    private static readonly Uri _storefront = ShopServices.Address("storefront");
    private readonly HttpClient _http = clients.CreateClient(ClientName);

    /// <summary>The rate at a time after the opening: a fifth of the full one, rising evenly to it.</summary>
    public static double RateAfter(double seconds, double full) => full * Math.Clamp(0.2 + (0.8 * seconds / _rise.TotalSeconds), 0, 1);

    /// <summary>Seconds until the next arrival of a Poisson process of that rate, from a uniform number in [0, 1).</summary>
    public static double SecondsToNext(double perSecond, double uniform) => -Math.Log(1 - uniform) / perSecond;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var full = options.Value.RequestsPerSecond;
        if (full <= 0)
        {
            return;
        }

        await WaitUntilOpenAsync(stoppingToken);
        using var timer = new PeriodicTimer(_tick, time);
        var began = time.GetTimestamp();
        var due = 0.0;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetElapsedTime(began).TotalSeconds;
            // After a pause of the whole machine, what would have come in the meantime does not come at once.
            due = Math.Max(due, now - 1);
            for (; due <= now; due += SecondsToNext(RateAfter(due, full), Random.Shared.NextDouble()))
            {
                if (customers.Requests.UnderWay < UnderWayAtMost)
                {
                    _ = VisitAsync(stoppingToken);
                }
            }
        }
    }

    private async Task WaitUntilOpenAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_look, time);
        while ((await control.ReadAllAsync(cancellationToken)).Any(entry => entry.State is null))
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task VisitAsync(CancellationToken cancellationToken)
    {
        var began = customers.Requests.Begin();
        var failed = true;
        try
        {
            using var request = Compose(Random.Shared.NextDouble());
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            failed = (int)response.StatusCode >= StatusCodes.Status500InternalServerError;
        }
        catch (HttpRequestException)
        {
            // The storefront is away or not up yet: a failed visit like any other.
        }
        catch (OperationCanceledException)
        {
            // Too slow for a customer, or the end of the program.
        }
        finally
        {
            customers.Requests.End(began, failed);
        }
    }

    private static HttpRequestMessage Compose(double what) => what switch
    {
        < 0.6 => new(HttpMethod.Get, new Uri(_storefront, "/browse")),
        < 0.8 => new(HttpMethod.Get, new Uri(_storefront, "/search?q=" + _words[Random.Shared.Next(_words.Length)])),
        _ => new(HttpMethod.Post, new Uri(_storefront, "/buy"))
        {
            Content = JsonContent.Create(
                new Basket(1 + Random.Shared.Next(Warehouse.Products.Count), 1 + Random.Shared.Next(3)), ShopJson.Default.Basket),
        },
    };

}
