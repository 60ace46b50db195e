using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SrePlatform.ServiceDefaults.Errors;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>How the platform's APIs say what went wrong.</summary>
public static class PlatformProblemDetailsExtensions
{
    /// <summary>
    /// Adds RFC 9457 problem details with <c>request_id</c> and the handler of exceptions; <c>app.UseExceptionHandler()</c> puts the
    /// latter to use, and <c>app.UseStatusCodePages()</c> gives refusals without a body theirs. Requests that cannot be read are answered with 400 and the field, a database that is away with 503.
    /// </summary>
    public static IServiceCollection AddPlatformProblemDetails(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context => ProblemShape.Complete(context.HttpContext, context.ProblemDetails));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, PlatformExceptionHandler>());
        return services;
    }
}
