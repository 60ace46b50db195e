using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>Has the newsletter send its mails, twice a second.</summary>
internal sealed class MailJob(IHttpClientFactory clients, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromMilliseconds(500);
    private static readonly Uri _job = new(ShopServices.Address("newsletter"), "/jobs/send");
    private readonly HttpClient _http = clients.CreateClient(LoadGenerator.ClientName);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            _ = SendAsync(stoppingToken);
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.PostAsync(_job, content: null, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            // The next run takes the mails along.
        }
    }
}
