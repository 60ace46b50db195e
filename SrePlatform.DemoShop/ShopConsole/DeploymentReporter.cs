using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>
/// Tells the Control Plane what was deployed, in order, again and again until it answers. Nobody waits for it; of more than a hundred
/// reports that wait, the oldest are dropped.
/// </summary>
internal sealed partial class DeploymentReporter(HttpClient http, IConfiguration configuration, TimeProvider time, ILogger<DeploymentReporter> logger)
{
    private static readonly Uri _webhook = new("http://control-plane/webhooks/deployments");
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(10);
    private readonly Channel<DeploymentReport> _waiting =
        Channel.CreateBounded<DeploymentReport>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Report(DeploymentReport report) => _waiting.Writer.TryWrite(report);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (configuration["ControlPlane:DeploymentsToken"] is not { Length: > 0 } token)
        {
            Log.NoToken(logger);
            return;
        }

        await foreach (var report in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            var pause = TimeSpan.FromMilliseconds(500);
            while (!await DeliverAsync(report, token, cancellationToken))
            {
                await Task.Delay(pause, time, cancellationToken);
                pause = TimeSpan.FromSeconds(Math.Min(_longestPause.TotalSeconds, pause.TotalSeconds * 2));
            }
        }
    }

    /// <summary>True when the Control Plane has it, or will never take it.</summary>
    private async Task<bool> DeliverAsync(DeploymentReport report, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _webhook) { Content = JsonContent.Create(report, Services.ShopJson.Default.DeploymentReport) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            switch (response.StatusCode)
            {
                case var good when (int)good is >= 200 and < 300:
                    Log.Reported(logger, report.Service, report.Version);
                    return true;
                case HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity or HttpStatusCode.UnsupportedMediaType:
                    Log.Refused(logger, report.Service, report.Version, (int)response.StatusCode);
                    return true;
                default:
                    Log.Waiting(logger, report.Service, report.Version, $"it answered {(int)response.StatusCode}");
                    return false;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            Log.Waiting(logger, report.Service, report.Version, exception.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The Control Plane knows that {Service} {Version} was deployed.")]
        public static partial void Reported(ILogger logger, string service, string version);

        [LoggerMessage(Level = LogLevel.Error, Message = "The Control Plane refuses the report of {Service} {Version} with {Status}.")]
        public static partial void Refused(ILogger logger, string service, string version, int status);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The report of {Service} {Version} waits: {Reason}.")]
        public static partial void Waiting(ILogger logger, string service, string version, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Deployments are not reported: ControlPlane:DeploymentsToken is not set.")]
        public static partial void NoToken(ILogger logger);
    }
}

/// <summary>Reports the versions that the shop starts with, then keeps delivering.</summary>
internal sealed class DeploymentReports(DeploymentReporter reporter, Releases releases) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var service in Services.ShopServices.All)
        {
            reporter.Report(releases.First(service));
        }

        return reporter.RunAsync(stoppingToken);
    }
}
