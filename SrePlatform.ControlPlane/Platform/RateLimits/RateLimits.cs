using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ServiceDefaults.Errors;

namespace SrePlatform.ControlPlane.Platform.RateLimits;

/// <summary>How much one caller may ask in a minute; section <c>RateLimits</c>.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests of a person or a service.</summary>
    [Range(1, 10_000_000)]
    public int RequestsPerMinute { get; set; } = 1_200;

    /// <summary>Requests of a machine sender: one per evaluation and rule group is usual, one per alert is possible.</summary>
    [Range(1, 10_000_000)]
    public int SourceRequestsPerMinute { get; set; } = 600_000;

    /// <summary>Requests from one address without credentials, such as sign-ins and refusals.</summary>
    [Range(1, 10_000_000)]
    public int AnonymousRequestsPerMinute { get; set; } = 600;

    /// <summary>Changes by one person or service.</summary>
    [Range(1, 10_000_000)]
    public int ChangesPerMinute { get; set; } = 240;
}

/// <summary>Limits by caller, answered with 429 and when to come back, so that none takes the service from the others.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly string[] SourcePaths = ["/api/v2", "/api/v1/sd", "/webhooks"];
    private static readonly string[] Free = ["/health", "/alive", "/metrics", "/css", "/js", "/lib", "/favicon.svg", "/error"];

    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var settings = builder.Configuration.GetSection(RateLimitOptions.Section).Get<RateLimitOptions>() ?? new RateLimitOptions();
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => All(http, settings)),
                PartitionedRateLimiter.Create<HttpContext, string>(http => Changes(http, settings)));
            limiter.OnRejected = async (rejected, _) => await RefuseAsync(rejected.HttpContext, rejected.Lease);
        });
    }

    private static RateLimitPartition<string> All(HttpContext http, RateLimitOptions settings)
    {
        if (Free.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            return RateLimitPartition.GetNoLimiter("free");
        }

        return Caller(http) is { } caller
            ? Limit(caller, IsForSources(http.Request.Path) ? settings.SourceRequestsPerMinute : settings.RequestsPerMinute)
            : Limit($"address:{http.Connection.RemoteIpAddress ?? IPAddress.None}", settings.AnonymousRequestsPerMinute);
    }

    private static RateLimitPartition<string> Changes(HttpContext http, RateLimitOptions settings) =>
        HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || IsForSources(http.Request.Path) || Caller(http) is not { } caller
            ? RateLimitPartition.GetNoLimiter("reading")
            : Limit("changes:" + caller, settings.ChangesPerMinute);

    private static RateLimitPartition<string> Limit(string key, int permits) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = Window, QueueLimit = 0 });

    /// <summary>A person by their session; a bearer by its token, which is checked only later; null for strangers.</summary>
    private static string? Caller(HttpContext http) =>
        http.User.FindFirstValue("sub") is { } subject ? "subject:" + subject
        : http.Request.Headers.Authorization.ToString() is { Length: > 0 } credentials ? "token:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(credentials)), 0, 16)
        : null;

    private static bool IsForSources(PathString path) => SourcePaths.Any(prefix => path.StartsWithSegments(prefix, StringComparison.Ordinal));

    private static async Task RefuseAsync(HttpContext http, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (!ErrorPages.IsPage(http) && !http.Request.Headers.ContainsKey("HX-Request"))
        {
            await ProblemResponse.WriteAsync(http, StatusCodes.Status429TooManyRequests, "Too many requests: try again after the time in Retry-After.");
        }
    }
}
