using Microsoft.Extensions.Options;
using SrePlatform.Assistant.DataSources;
using SrePlatform.Assistant.Diagnosis.Flows;
using SrePlatform.Assistant.Diagnosis.Runs;
using SrePlatform.Assistant.Llm;
using SrePlatform.Assistant.Platform;

namespace SrePlatform.Assistant.Diagnosis.Enriching;

/// <summary>Lets models add to analyses that are stored, beside the work on diagnoses and never before it.</summary>
internal sealed partial class EnrichmentWorker(
    EnrichmentClaims claims,
    IServiceScopeFactory scopes,
    DatabaseListener listener,
    IOptions<LlmOptions> llm,
    IOptions<DiagnosisOptions> options,
    TimeProvider clock,
    ILogger<EnrichmentWorker> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => llm.Value.IsOn
        ? Task.WhenAll(Enumerable.Range(0, options.Value.Concurrency).Select(_ => Task.Run(() => WorkAsync(stoppingToken), stoppingToken)))
        : Task.CompletedTask;

    private async Task WorkAsync(CancellationToken stoppingToken)
    {
        using var wake = listener.Subscribe(SessionChannels.Enrichment);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await claims.TryClaimAsync(stoppingToken) is { } claimed)
                {
                    await using var scope = scopes.CreateAsyncScope();
                    scope.ServiceProvider.GetRequiredService<RequesterAccess>().Limit(AssistantJson.Deserialize<ScopedRequest>(claimed.Session.Request).RequesterScope);
                    await scope.ServiceProvider.GetRequiredService<EnrichAnalysis>().RunAsync(claimed, stoppingToken);
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The row stays, and is tried again after its lease.
                Log.Failed(logger, exception);
            }

            await wake.WaitAsync(options.Value.Poll, clock, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A model's addition to an analysis failed; the analysis stands, and it is tried again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
