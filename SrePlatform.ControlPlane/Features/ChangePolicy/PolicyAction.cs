using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>An action that policy is asked about.</summary>
/// <param name="Team">Who answers for the runbook.</param>
/// <param name="Targets">What it acts on, such as <c>service:payment</c>.</param>
internal sealed record PolicyAction(string Runbook, RunbookRisk Risk, string Environment, string? Team, IReadOnlyList<string> Targets, AskedBy Asks, int Floor = 0);

/// <summary>How far an action reaches, by the inventory.</summary>
/// <param name="Environments">The one that it was asked for, and those of what it acts on: naming another does not get around a rule.</param>
/// <param name="Teams">Who answers for the runbook, and who owns what it acts on.</param>
internal sealed record PolicyReach(IReadOnlyList<string> Environments, IReadOnlyList<string> Teams);
