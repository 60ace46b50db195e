using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;

namespace SrePlatform.ServiceDefaults.Telemetry;

/// <summary>
/// How much frameworks log unless the configuration says otherwise. Their lines for each request and query would drown ours, and hold
/// addresses with sign-in codes in them.
/// </summary>
internal static class LogLevels
{
    private static readonly string[] Framework =
        ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Http", "System.Net.Http", "Polly"];

    public static void AddLogLevels(this IHostApplicationBuilder builder) =>
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = Framework.Select(category => KeyValuePair.Create($"Logging:LogLevel:{category}", (string?)"Warning")),
        });
}
