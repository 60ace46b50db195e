using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using SrePlatform.Assistant.DataSources.ControlPlane;
using SrePlatform.Assistant.DataSources.Grafana;
using SrePlatform.Assistant.DataSources.Logs;
using SrePlatform.Assistant.DataSources.Mcp;
using SrePlatform.Assistant.DataSources.VictoriaMetrics;

namespace SrePlatform.Assistant.DataSources;

/// <summary>The clients of what a diagnosis reads: bounded in time, retried where that is safe, cut off while a source is down.</summary>
internal static class DataSourcesFeature
{
    private const double Retries = 2;

    public static void AddDataSources(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<VictoriaMetricsOptions>().BindConfiguration(VictoriaMetricsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<ControlPlaneOptions>().BindConfiguration(ControlPlaneOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        builder.Services.AddScoped<RequesterAccess>();
        builder.Services.AddHttpClient<VictoriaMetricsClient>((services, http) =>
        {
            var options = services.GetRequiredService<IOptions<VictoriaMetricsOptions>>().Value;
            http.BaseAddress = options.Url is { } url ? new Uri(url.ToString().TrimEnd('/') + "/") : null;
            http.Timeout = Timeout.InfiniteTimeSpan;
            if (options.Username.Length > 0)
            {
                var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Username}:{options.Password}"));
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
            }
        }).WithResilience((options, services) => Bound(options, services.GetRequiredService<IOptions<VictoriaMetricsOptions>>().Value.TimeoutSeconds));

        AddSource<LogsClient, LogsOptions>(builder, LogsOptions.Section);
        AddSource<GrafanaClient, GrafanaOptions>(builder, GrafanaOptions.Section);
        builder.Services.AddOptions<McpOptions>().BindConfiguration(McpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<McpServers>();
        var mcp = builder.Services.AddHttpClient(McpServers.HttpClientName, http => http.Timeout = Timeout.InfiniteTimeSpan);
#pragma warning disable EXTEXP0001 // A session's stream outlives any attempt; the caller bounds each question.
        mcp.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001

        builder.Services.AddHttpClient<ControlPlaneClient>((services, http) =>
        {
            http.BaseAddress = services.GetRequiredService<IOptions<ControlPlaneOptions>>().Value.Url;
            http.Timeout = Timeout.InfiniteTimeSpan;
        }).WithResilience((options, services) => Bound(options, services.GetRequiredService<IOptions<ControlPlaneOptions>>().Value.TimeoutSeconds))
            .AddServiceToken();
    }

    private static void AddSource<TClient, TOptions>(WebApplicationBuilder builder, string section)
        where TClient : class where TOptions : HttpSourceOptions
    {
        builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHttpClient<TClient>((services, http) => services.GetRequiredService<IOptions<TOptions>>().Value.Apply(http))
            .WithResilience((options, services) => Bound(options, services.GetRequiredService<IOptions<TOptions>>().Value.TimeoutSeconds));
    }

    private static IHttpClientBuilder WithResilience(this IHttpClientBuilder client, Action<HttpStandardResilienceOptions, IServiceProvider> configure)
    {
#pragma warning disable EXTEXP0001 // The defaults' handler would wrap this one; the only way to take it off is marked experimental.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        client.AddStandardResilienceHandler().Configure(configure);

        // A redirect leads to a sign-in page, which is no answer.
        return client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
    }

    private static void Bound(HttpStandardResilienceOptions options, int timeoutSeconds)
    {
        options.AttemptTimeout.Timeout = TimeSpan.FromSeconds(timeoutSeconds);
        options.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(timeoutSeconds * (Retries + 1));
        options.Retry.MaxRetryAttempts = (int)Retries;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.DisableForUnsafeHttpMethods();
        options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(Math.Max(30, timeoutSeconds * 2));
        options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(5);
        options.CircuitBreaker.MinimumThroughput = 10;
    }
}
