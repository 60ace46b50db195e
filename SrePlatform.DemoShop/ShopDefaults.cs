using System.Text.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SrePlatform.DemoShop.Services;
using SrePlatform.DemoShop.Telemetry;

namespace SrePlatform.DemoShop;

/// <summary>What services and console do alike: the platform's telemetry and discovery, without its retries, since failures are to show.</summary>
internal static class ShopDefaults
{
    /// <summary>Time a caller waits for a peer.</summary>
    public static readonly TimeSpan PeerTimeout = TimeSpan.FromSeconds(2);

    public static WebApplicationBuilder AddShopDefaults(this WebApplicationBuilder builder)
    {
        foreach (var category in new[] { "Microsoft.AspNetCore", "System.Net.Http" })
        {
            builder.Logging.AddFilter(category, LogLevel.Warning);
        }

        builder.ConfigureOpenTelemetry();
        builder.RecordOnlyWhatIsRead();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery().RemoveAllLoggers());
        builder.Services.AddPlatformProblemDetails();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default);
        });
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Nine processes share a small machine: what nobody looks at is not measured.</summary>
    private static void RecordOnlyWhatIsRead(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddView(instrument =>
            instrument.Meter.Name is "Microsoft.AspNetCore.Hosting" or "System.Runtime" or ShopMetrics.MeterName ? null : MetricStreamConfiguration.Drop));
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            AppContext.SetSwitch("System.Net.Http.EnableActivityPropagation", false);
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.SetSampler(new AlwaysOffSampler()));
        }
    }
}
