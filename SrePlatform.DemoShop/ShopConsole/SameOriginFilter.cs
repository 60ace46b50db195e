using Microsoft.Net.Http.Headers;

namespace SrePlatform.DemoShop.ShopConsole;

/// <summary>Refuses what a page of another site sends through somebody's browser; scripts, which send no origin, may pass.</summary>
internal sealed class SameOriginFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return !HttpMethods.IsGet(request.Method)
            && IsForeign(request.Headers["Sec-Fetch-Site"], request.Headers[HeaderNames.Origin], $"{request.Scheme}://{request.Host}")
            ? TypedResults.Problem("Only the console's own page and scripts may do this.", statusCode: StatusCodes.Status403Forbidden)
            : await next(context);
    }

    /// <summary>True when a browser says that the request comes from somewhere else.</summary>
    public static bool IsForeign(string? fetchSite, string? origin, string own) =>
        fetchSite is { Length: > 0 } and not ("same-origin" or "none")
        || (origin is { Length: > 0 } && !string.Equals(origin, own, StringComparison.OrdinalIgnoreCase));
}
