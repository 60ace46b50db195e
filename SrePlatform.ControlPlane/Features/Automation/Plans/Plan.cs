using System.Text.Json;
using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.Automation.Plans;

/// <summary>Someone's part in a plan.</summary>
internal sealed record PlanPerson(string Id, string Name, DateTimeOffset At);

/// <summary>Why a plan may run.</summary>
internal enum PlanAuthority
{
    /// <summary>As many people as its risk asks for approved it.</summary>
    Approval,

    /// <summary>Its risk asks for nobody.</summary>
    Policy,

    /// <summary>One person took it on themselves.</summary>
    BreakGlass,
}

/// <summary>Everything that the executor needs to know, and to check, before it acts. Signed as the bytes that it is stored as.</summary>
internal sealed record Plan
{
    public int Schema { get; init; } = 1;

    /// <summary>The execution that it is for; no other may use it.</summary>
    public required Guid ExecutionId { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>Spent when it runs.</summary>
    public required string Nonce { get; init; }

    public required string Runbook { get; init; }

    public required int RunbookVersion { get; init; }

    public required string RunbookHash { get; init; }

    public required RunbookRisk Risk { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Parameters { get; init; }

    public required IReadOnlyList<string> Targets { get; init; }

    public required string Environment { get; init; }

    /// <summary>What people approved, by name.</summary>
    public required string Digest { get; init; }

    public required PlanAuthority Authority { get; init; }

    /// <summary>How many people policy asked for when it was made; its risk may ask for more.</summary>
    public int RequiredApprovals { get; init; }

    /// <summary>The environment, and those of what it acts on: rules and freezes of each hold it.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>Who answers for the runbook, and who owns what it acts on: freezes of theirs hold it.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    public required PlanPerson Requester { get; init; }

    public required IReadOnlyList<PlanPerson> Approvers { get; init; }

    /// <summary>Why the glass was broken, or which policy allowed it.</summary>
    public string? Reason { get; init; }

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public Guid? IncidentId { get; init; }

    public Guid? RevertOf { get; init; }

    public bool DryRun { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
