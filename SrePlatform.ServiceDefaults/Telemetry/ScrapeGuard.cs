using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Net.Http.Headers;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ServiceDefaults.Telemetry;

/// <summary>Lets only the collector read metrics where <c>Scraping:Token</c> is set.</summary>
internal static class ScrapeGuard
{
    private const string Prefix = "Bearer ";

    public static TBuilder RequireScrapeToken<TBuilder>(this TBuilder endpoint, IConfiguration configuration) where TBuilder : IEndpointConventionBuilder
    {
        if (configuration["Scraping:Token"] is { Length: > 0 } token)
        {
            endpoint.Add(builder =>
            {
                var scrape = builder.RequestDelegate!;
                builder.RequestDelegate = context => Carries(context.Request, token) ? scrape(context) : Refuse(context);
            });
        }

        return endpoint;
    }

    private static bool Carries(HttpRequest request, string token)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(header[Prefix.Length..].Trim())),
                SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer");
        return ProblemResponse.WriteAsync(context, StatusCodes.Status401Unauthorized, "Metrics need the bearer token of Scraping:Token.");
    }
}
