namespace SrePlatform.ControlPlane.Platform.SecurityHeaders;

/// <summary>
/// Tells browsers what pages may do: load from this site alone, run no inline script or style, be framed by nobody.
/// Style attributes in markup are refused with it; positions and widths are SVG attributes or set by script.
/// </summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next, IConfiguration configuration)
{
    private readonly string _contentSecurityPolicy = Policy(configuration["Authentication:Authority"], configuration["Grafana:Url"]);

    /// <summary>
    /// Signing out posts a form here that ends at the identity provider, so forms may end there as well. Grafana's dashboards are framed
    /// where it runs, and so is the identity provider on the way into it.
    /// </summary>
    internal static string Policy(string? authority, string? grafana = null)
    {
        var provider = Origin(authority);
        var frames = Origin(grafana) is { Length: > 0 } dashboards ? $"frame-src{dashboards}{provider}; " : "";
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
            $"manifest-src 'self'; {frames}form-action 'self'{provider}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";
    }

    private static string Origin(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? " " + address.GetLeftPart(UriPartial.Authority) : "";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment: whoever answers a failure begins the answer anew.
        context.Response.OnStarting(() =>
        {
            Add(context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void Add(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = _contentSecurityPolicy;
        headers.XFrameOptions = "DENY";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }
}
