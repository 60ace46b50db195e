using SrePlatform.ControlPlane.Platform.Background;
using SrePlatform.ControlPlane.Platform.Signals;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>Considers diagnoses as they finish.</summary>
internal sealed class ProposalWorker(IServiceScopeFactory scopes, DatabaseSignals signals, TimeProvider time, ILogger<ProposalWorker> logger)
    : Worker(signals, time, logger, Channels.Diagnosis)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(10);

    public override async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ConsiderDiagnoses>().RunAsync(cancellationToken);
    }
}
