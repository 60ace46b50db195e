using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Automation.Plans;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Automation.Verification;

/// <summary>When a run made things worse: asks for its revert, which runs by itself only where its own risk asks for nobody.</summary>
internal sealed class ProposeRevert(IServiceScopeFactory scopes) : IOutboxHandler
{
    public const string MessageKind = "execution.worse";

    public string Kind => MessageKind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var judged = JsonSerializer.Deserialize<ExecutionJudged>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        var execution = await context.Set<Execution>().AsNoTracking().SingleAsync(row => row.Id == judged.ExecutionId, cancellationToken);
        var plan = JsonSerializer.Deserialize<Plan>(execution.PlanText, ApiJson.Options)!;
        var current = (await scope.ServiceProvider.GetRequiredService<FindRunbook>().CurrentAsync(execution.Runbook, cancellationToken)).Value;
        // The revert of a revert would be the action that made things worse.
        if (execution.RevertOf is not null || current?.Document.Revert is not { Automatic: true } revert)
        {
            return OutboxResult.Done;
        }

        var wish = new ActionWish(revert.Runbook ?? execution.Runbook, Parameters(revert, plan), execution.Environment, $"revert:{execution.Id}")
        {
            IncidentId = execution.IncidentId,
            Reason = $"{execution.Reference} made things worse.",
            Origin = ApprovalOrigin.Revert,
            RevertOf = execution.Id,
            AllowedBy = "A revert of what made things worse.",
            Evidence = [.. execution.Checks.Select(check => new EvidenceItem(FormattableString.Invariant($"{check.Name}: {check.Value:0.####}")))],
        };
        var outcome = await scope.ServiceProvider.GetRequiredService<RequestApproval>().RunAsync(wish, Actor.System, cancellationToken);
        return outcome.Failure is { } failure ? OutboxResult.GiveUp(failure.Detail) : OutboxResult.Done;
    }

    private static Dictionary<string, JsonElement> Parameters(RunbookRevert revert, Plan plan) => revert.Parameters.ToDictionary(
        pair => pair.Key, pair => JsonSerializer.SerializeToElement(Template.Words(pair.Value, plan.Parameters)), StringComparer.Ordinal);
}
