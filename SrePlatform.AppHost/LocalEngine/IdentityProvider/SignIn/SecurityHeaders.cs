using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>What browsers are told about every response.</summary>
internal static class SecurityHeaders
{
    private const string NothingAtAll = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>
    /// Browsers hold the redirects that follow a form to <c>form-action</c> as well, so it names the client that the code goes to.
    /// </summary>
    public static string PagePolicy(string? clientAddress)
    {
        var client = Uri.TryCreate(clientAddress, UriKind.Absolute, out var uri) ? $" {uri.GetLeftPart(UriPartial.Authority)}" : "";
        return $"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'{client}; frame-ancestors 'none'; base-uri 'none'";
    }

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            if (headers.ContentSecurityPolicy.Count == 0 && !IsFormPost(context.Response))
            {
                headers.ContentSecurityPolicy = NothingAtAll;
            }

            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>OpenIddict's page that posts a code to the client by a script of its own.</summary>
    private static bool IsFormPost(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
}
