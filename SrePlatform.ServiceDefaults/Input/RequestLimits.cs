using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Microsoft.Extensions.Hosting;

/// <summary>How much one request may take of a service.</summary>
public static class RequestLimitsExtensions
{
    private const long LargestBody = 1024 * 1024;
    private static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);

    /// <summary>A body of at most 1 MiB unless the endpoint says otherwise, and a sender that does not dawdle.</summary>
    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.RequestHeadersTimeout = HeadersWithin;
            kestrel.AddServerHeader = false;
        });
    }
}
