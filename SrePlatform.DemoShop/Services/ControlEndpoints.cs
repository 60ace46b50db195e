using System.Security.Cryptography;
using System.Text;
using SrePlatform.DemoShop.Faults;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.DemoShop.Services;

/// <summary>How the console watches a service and switches its fault; only with the bearer token of <c>Shop:ControlToken</c>.</summary>
internal static class ControlEndpoints
{
    private const string Scheme = "Bearer ";

    public static void MapControl(this WebApplication app, ShopService service, ShopFault? fault)
    {
        var token = app.Configuration["Shop:ControlToken"];
        var group = app.MapGroup("/control").DisableHttpMetrics();
        group.AddEndpointFilter(async (context, next) =>
        {
            if (Carries(context.HttpContext.Request, token))
            {
                return await next(context);
            }

            await ProblemResponse.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized, "The bearer token of Shop:ControlToken is needed.");
            return Results.Empty;
        });
        group.MapGet("/state", (RecentRequests requests, RunningVersion version, QueueDepth queue) => State(service, fault, requests, version, queue));
        group.MapPut("/fault", (FaultSwitch to, RecentRequests requests, RunningVersion version, QueueDepth queue) =>
        {
            fault?.Switch(to.Enabled ?? false);
            return State(service, fault, requests, version, queue);
        });
    }

    private static ServiceState State(ShopService service, ShopFault? fault, RecentRequests requests, RunningVersion version, QueueDepth queue)
    {
        var (perSecond, errorShare, p95) = requests.Read();
        return new(service.Name, version.Current, fault?.Name, fault is { IsOn: true }, perSecond, errorShare, p95, queue.Read(), Environment.WorkingSet);
    }

    private static bool Carries(HttpRequest request, string? token)
    {
        var header = request.Headers.Authorization.ToString();
        return !string.IsNullOrEmpty(token)
            && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
