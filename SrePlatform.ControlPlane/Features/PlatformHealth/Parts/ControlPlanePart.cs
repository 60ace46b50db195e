using SrePlatform.ServiceDefaults.Telemetry;

namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

/// <summary>This process. It answers, or nobody would read this.</summary>
internal sealed class ControlPlanePart(IServiceProvider services) : IPlatformPart
{
    public string Name => "control_plane";

    public bool IsConfigured => true;

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<PartDescription> DescribeAsync(CancellationToken cancellationToken)
    {
        var status = ServiceStatus.Of(services);
        return Task.FromResult(new PartDescription(status.Version, status));
    }
}
