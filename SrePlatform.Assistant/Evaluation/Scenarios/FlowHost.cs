using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Diagnosis;
using SrePlatform.Assistant.Diagnosis.Replay;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Telemetry;
using SrePlatform.Assistant.Tools;

namespace SrePlatform.Assistant.Evaluation.Scenarios;

/// <summary>The flows of the service with their real clients, but without its database, API and workers; a model takes no part.</summary>
internal sealed class FlowHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly AsyncServiceScope _scope;

    private FlowHost(WebApplication app) => (_app, _scope) = (app, app.Services.CreateAsyncScope());

    /// <summary>One scope for all: whoever evaluates sees everything.</summary>
    public IServiceProvider Services => _scope.ServiceProvider;

    public OfflineRun Runs => Services.GetRequiredService<OfflineRun>();

    /// <param name="intervalSeconds">Sampling interval.</param>
    /// <param name="baselineSeconds">Normal time that is looked at before the onset.</param>
    public static FlowHost Create(int intervalSeconds, double baselineSeconds)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [$"{IntervalOptions.Section}:{nameof(IntervalOptions.Seconds)}"] = FormattableString.Invariant($"{intervalSeconds}"),
            [$"{DiagnosisOptions.Section}:{nameof(DiagnosisOptions.BaselineSeconds)}"] = FormattableString.Invariant($"{baselineSeconds}"),
            [$"{LlmOptions.Section}:{nameof(LlmOptions.Provider)}"] = "",
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateScopes = true);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<AssistantMetrics>();
        builder.AddDataSources();
        builder.AddLlm();
        builder.Services.AddTools();
        builder.Services.AddFlows();
        return new FlowHost(builder.Build());
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _app.DisposeAsync();
    }
}
