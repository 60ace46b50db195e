using SrePlatform.DemoShop.Faults;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.DemoShop.Services;

/// <summary>Marks an endpoint that does the service's work, as opposed to those that watch it.</summary>
internal sealed record BusinessCall;

/// <summary>Around every business call: counts it, lets the fault have its way, and says which peer failed.</summary>
internal sealed class BusinessCalls(RecentRequests requests, ShopFault? fault)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<BusinessCall>() is null)
        {
            await next(context);
            return;
        }

        var began = requests.Begin();
        var failed = true;
        try
        {
            var status = fault is { IsOn: true } ? await fault.MeetAsync(context.RequestAborted) : null;
            if (status is { } refused)
            {
                await ProblemResponse.WriteAsync(context, refused, "This service does not work as it should.");
            }
            else
            {
                await next(context);
            }

            failed = context.Response.StatusCode >= StatusCodes.Status500InternalServerError;
        }
        catch (PeerFailedException exception)
        {
            await ProblemResponse.WriteAsync(context, StatusCodes.Status502BadGateway, exception.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        finally
        {
            requests.End(began, failed);
        }
    }
}
