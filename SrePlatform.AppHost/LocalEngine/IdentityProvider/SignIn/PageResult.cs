using System.Text;
using Microsoft.AspNetCore.Http;

namespace SrePlatform.AppHost.LocalEngine.IdentityProvider.SignIn;

/// <summary>A page under a policy that runs no script and sends forms only here, and from here to the client.</summary>
internal sealed class PageResult(string html, int status, string? clientAddress = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        httpContext.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PagePolicy(clientAddress);
        return httpContext.Response.WriteAsync(html, Encoding.UTF8, httpContext.RequestAborted);
    }
}
