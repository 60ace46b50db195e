using SrePlatform.ControlPlane.Features.Runbooks;

namespace SrePlatform.ControlPlane.Features.ChangePolicy;

/// <summary>An action that policy is asked about.</summary>
/// <param name="Team">Who answers for the runbook.</param>
/// <param name="Targets">What it acts on, such as <c>service:payment</c>.</param>
internal sealed record PolicyAction(string Runbook, RunbookRisk Risk, string Environment, string? Team, IReadOnlyList<string> Targets, AskedBy Asks, int Floor = 0);
