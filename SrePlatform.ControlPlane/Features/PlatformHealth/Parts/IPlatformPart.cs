using SrePlatform.ServiceDefaults.Telemetry;

namespace SrePlatform.ControlPlane.Features.PlatformHealth.Parts;

/// <summary>What a part says of itself.</summary>
internal sealed record PartDescription(string? Version = null, ServiceStatus? Status = null);

/// <summary>A part of the platform that can be asked how it does. Both questions may throw: <see cref="CheckParts"/> says it then.</summary>
internal interface IPlatformPart
{
    string Name { get; }

    /// <summary>False where this installation has none.</summary>
    bool IsConfigured { get; }

    /// <summary>Null if it is well, else why not.</summary>
    Task<string?> CheckAsync(CancellationToken cancellationToken);

    /// <summary>Asked when it is well; how long this takes does not count.</summary>
    Task<PartDescription> DescribeAsync(CancellationToken cancellationToken);
}
