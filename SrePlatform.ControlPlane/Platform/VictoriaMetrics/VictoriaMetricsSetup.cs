using SrePlatform.ControlPlane.Platform.Background;

namespace SrePlatform.ControlPlane.Platform.VictoriaMetrics;

/// <summary>Access to the time series.</summary>
internal static class VictoriaMetricsSetup
{
    public static void AddVictoriaMetrics(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<VictoriaMetricsOptions>().BindConfiguration(VictoriaMetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(services => ScrapeInterval.From(services.GetRequiredService<IConfiguration>()));
#pragma warning disable EXTEXP0001 // A query answers or fails at once: a page would rather say "unavailable" than wait for retries.
        builder.Services.AddHttpClient<VictoriaMetricsClient>(client => client.Timeout = Timeout.InfiniteTimeSpan).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        builder.Services.AddWorker<CustomMetricsWorker>();
    }
}
