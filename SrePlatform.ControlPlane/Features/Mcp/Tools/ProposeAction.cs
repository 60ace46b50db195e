using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using ModelContextProtocol.Server;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Mcp.Tools;

/// <summary>A request that waits for people.</summary>
internal sealed record ToolRequest(string Reference, ApprovalState State, string Title, RunbookRisk Risk, int RequiredApprovals, DateTimeOffset ExpiresAt, string Link);

/// <summary>Asks for an action, on the same way as everybody: a request that people decide on. It never runs anything.</summary>
internal sealed class ProposeAction(RequestApproval request, FindRunbook runbooks, ReadIncidents incidents, McpCaller caller)
{
    private const int LongestKey = 100;

    [McpServerTool(Name = "propose_action", Title = "Propose an action", ReadOnly = false, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Authorize(Policy = Policies.RequestActions)]
    [Description("Asks people to approve an action that a runbook describes. It runs nothing. The same proposal again returns the same request.")]
    public async Task<ToolRequest> Propose(
        [Description("Name of the runbook.")] string runbook,
        [Description("Its parameters, as its schema says.")] IReadOnlyDictionary<string, JsonElement>? parameters = null,
        [Description("Where; production by default.")] string? environment = null,
        [Description("For which incident: id, or a reference like INC-12.")] string? incident = null,
        [Description("Why, for whoever decides.")] string? reason = null,
        [Description("Names this proposal, where the same one is meant again on purpose.")] string? key = null,
        CancellationToken cancellationToken = default)
    {
        var read = new QueryReader();
        if (key is { Length: > LongestKey })
        {
            read.Add("key", $"Give at most {LongestKey} characters.");
        }

        read.Check();
        var known = await RunbookTools.FindAsync(runbooks, caller.Scope, runbook, cancellationToken);
        var found = string.IsNullOrEmpty(incident) ? null : await incidents.FindAsync(caller.Scope, incident, cancellationToken) ?? throw new IncidentNotFound().AsError();
        var actor = caller.Actor;
        var values = parameters ?? new Dictionary<string, JsonElement>();
        var place = string.IsNullOrEmpty(environment) ? "production" : environment;
        var wish = new ActionWish(known.Name, values, place, $"mcp:{actor.Id}:{Fingerprint(known.Name, values, place, found?.Id, key)}")
        {
            IncidentId = found?.Id,
            Reason = reason,
            Origin = actor.Kind == ActorKind.User ? ApprovalOrigin.Person : ApprovalOrigin.Assistant,
        };
        return (await request.RunAsync(wish, actor, cancellationToken)).TryGet(out var made, out var failure)
            ? new(made.Reference, made.State, made.Title, made.Risk, made.RequiredApprovals, made.ExpiresAt, caller.Link($"/approvals/{made.Reference}"))
            : throw failure.AsError();
    }

    private static string Fingerprint(string runbook, IReadOnlyDictionary<string, JsonElement> parameters, string environment, Guid? incident, string? key)
    {
        var ordered = JsonSerializer.Serialize(new { runbook, parameters = new SortedDictionary<string, JsonElement>(parameters.ToDictionary(), StringComparer.Ordinal), environment, incident, key });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ordered)), 0, 16);
    }
}
