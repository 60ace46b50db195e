using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>What browsers are told about every response.</summary>
internal static class SecurityHeaders
{
    private const string NothingAtAll = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Of <c>document.form.submit();</c>, the one script of OpenIddict's page that posts a code to the client.</summary>
    private const string FormPostScript = "'sha256-j7OoGArf6XW6YY4cAyS3riSSvrJRqpSi1fOF9vQ5SrI='";
    private static readonly object ClientKey = new();

    /// <summary>Remembers to which client, found right, this response may send the browser.</summary>
    public static void RememberClient(HttpContext context, string? address) => context.Items[ClientKey] = address;

    /// <summary>
    /// Browsers hold the redirects that follow a form to <c>form-action</c> as well, so it names the client that the code goes to.
    /// </summary>
    public static string PagePolicy(string? clientAddress) =>
        $"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' {OriginOf(clientAddress)}; frame-ancestors 'none'; base-uri 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = context.Items[ClientKey] is string client && IsPage(context.Response)
                    ? $"{NothingAtAll}; script-src {FormPostScript}; form-action {OriginOf(client)}"
                    : NothingAtAll;
            }

            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            return Task.CompletedTask;
        });
        return next(context);
    });

    private static bool IsPage(HttpResponse response) =>
        response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    private static string OriginOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : "";
}
