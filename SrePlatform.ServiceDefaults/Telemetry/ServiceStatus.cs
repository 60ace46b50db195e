using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SrePlatform.ServiceDefaults.Telemetry;

/// <summary>What a process says of itself to the platform's diagnostics page.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Version">The version and the first digits of the commit that it was built from.</param>
/// <param name="Instance">Which of several replicas answers.</param>
/// <param name="StartedAt">When the process began.</param>
/// <param name="Errors">The last errors of this process.</param>
public sealed record ServiceStatus(string Service, string Version, string Instance, DateTimeOffset StartedAt, IReadOnlyList<LoggedError> Errors)
{
    /// <summary>Where it is served: guarded by <c>Scraping:Token</c>, and not at all without one.</summary>
    public const string Path = "/status";

    /// <summary>How it is written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>This process.</summary>
    public static ServiceStatus Of(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var name = services.GetRequiredService<IHostEnvironment>().ApplicationName;
        return new ServiceStatus(
            name, VersionOf(Assembly.Load(new AssemblyName(name))), string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}"),
            StartOfProcess(), services.GetRequiredService<RecentErrors>().All);
    }

    private static DateTimeOffset StartOfProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.StartTime.ToUniversalTime();
    }

    private static string VersionOf(Assembly assembly)
    {
        const int digits = 7;
        var parts = (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+', 2);
        return parts is [var version, { Length: >= digits } commit] ? $"{version} ({commit[..digits]})" : parts[0];
    }
}

/// <summary>Adds and serves <see cref="ServiceStatus"/>.</summary>
internal static class ServiceStatusSetup
{
    public static void AddServiceStatus(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RecentErrors>();
        builder.Logging.Services.AddSingleton<ILoggerProvider>(services => services.GetRequiredService<RecentErrors>());
    }

    public static void MapServiceStatus(this WebApplication app)
    {
        if (app.Configuration["Scraping:Token"] is { Length: > 0 })
        {
            app.MapGet(ServiceStatus.Path, (HttpContext http) => Results.Json(ServiceStatus.Of(http.RequestServices), ServiceStatus.Json))
                .AllowAnonymous().DisableHttpMetrics().ExcludeFromDescription().RequireScrapeToken(app.Configuration);
        }
    }
}
