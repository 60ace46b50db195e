using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SrePlatform.DemoShop.Services;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>Asks services how they are and moves the switches of their faults.</summary>
internal sealed class ServiceControl(HttpClient http, IOptions<ConsoleOptions> options)
{
    /// <summary>Time a service has to answer.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(1500);

    /// <summary>A service's state; null when it is away.</summary>
    public Task<ServiceState?> ReadAsync(string service, CancellationToken cancellationToken) =>
        AskAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(ShopServices.Address(service), "/control/state")), cancellationToken);

    /// <summary>Every service with its state, in the order of the shop.</summary>
    public async Task<IReadOnlyList<(ShopService Service, ServiceState? State)>> ReadAllAsync(CancellationToken cancellationToken)
    {
        var states = await Task.WhenAll(ShopServices.All.Select(service => ReadAsync(service.Name, cancellationToken)));
        return [.. ShopServices.All.Zip(states)];
    }

    /// <summary>Switches a service's fault; null when the service is away.</summary>
    public Task<ServiceState?> SwitchAsync(string service, bool on, CancellationToken cancellationToken) =>
        AskAsync(
            new HttpRequestMessage(HttpMethod.Put, new Uri(ShopServices.Address(service), "/control/fault"))
            {
                Content = JsonContent.Create(new FaultSwitch(on), ShopJson.Default.FaultSwitch),
            },
            cancellationToken);

    private async Task<ServiceState?> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Value.ControlToken);
        try
        {
            using (request)
            using (var response = await http.SendAsync(request, cancellationToken))
            {
                return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync(ShopJson.Default.ServiceState, cancellationToken) : null;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}
