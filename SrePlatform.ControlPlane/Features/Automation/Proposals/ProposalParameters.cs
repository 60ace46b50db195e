using System.Text.Json;
using SrePlatform.ControlPlane.Features.Approvals;

namespace SrePlatform.ControlPlane.Features.Automation.Proposals;

/// <summary>Tells whether two would do the same with a runbook.</summary>
internal static class ProposalParameters
{
    public static string Digest(IReadOnlyDictionary<string, JsonElement> parameters) => PlanDigest.Of("", 0, "", parameters, [], "");
}
