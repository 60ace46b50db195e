using System.ComponentModel.DataAnnotations;

namespace SrePlatform.ControlPlane.Features.Automation.Executor;

/// <summary>The section <c>Executor</c> of the configuration.</summary>
internal sealed class ExecutorOptions
{
    public const string Section = "Executor";

    /// <summary>What runbooks may call, by name. A runbook can name a connection, never an address or a secret.</summary>
    public Dictionary<string, ConnectionOptions> Connections { get; init; } = [];

    /// <summary>How many runs at once.</summary>
    [Range(1, 64)]
    public int AtOnce { get; init; } = 4;

    /// <summary>How many runs may start within <see cref="StormMinutes"/>; more wait, and people are told.</summary>
    [Range(1, 1000)]
    public int StormLimit { get; init; } = 20;

    [Range(1, 1440)]
    public int StormMinutes { get; init; } = 10;

    /// <summary>The user that scripts run as where the executor is the superuser. No person and no service has this number; a sandbox is around it as well.</summary>
    [Range(1, 65_533)]
    public int ScriptUserId { get; init; } = 61_900;
}

/// <summary>Something that can be called.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>Where it is; paths of runbooks go below.</summary>
    [Required]
    public Uri Url { get; init; } = new("http://localhost");

    /// <summary>Sent as a bearer token, and taken out of everything that is written down.</summary>
    public string? Token { get; init; }
}
