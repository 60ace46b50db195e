using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Automation.Secrets;
using SrePlatform.ControlPlane.Features.Automation.Verification;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Automation.Plans;

/// <summary>Turns an approved request into a signed plan and queues it, once. If what was approved has changed meanwhile, the approval is void.</summary>
internal sealed class IssuePlan(IServiceScopeFactory scopes, PlanSigner signer, SealForExecutors secrets, AuditLog audit, TimeProvider time) : IOutboxHandler
{
    private static readonly TimeSpan Valid = TimeSpan.FromMinutes(10);

    public string Kind => ApprovalGranted.Kind;

    public async Task<OutboxResult> HandleAsync(ClaimedMessage message, CancellationToken cancellationToken)
    {
        var granted = JsonSerializer.Deserialize<ApprovalGranted>(message.Payload, ApiJson.Options)!;
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<SreDbContext>();
        var runbooks = scope.ServiceProvider.GetRequiredService<FindRunbook>();
        var reader = scope.ServiceProvider.GetRequiredService<CheckReader>();
        var policies = scope.ServiceProvider.GetRequiredService<AskPolicy>();
        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var request = await context.Set<ApprovalRequest>()
                .FromSql($"SELECT a.*, a.xmin FROM control.approval_request a WHERE id = {granted.RequestId} FOR UPDATE").SingleAsync(token);
            if (request.State != ApprovalState.Approved || await context.Set<Execution>().AnyAsync(execution => execution.RequestId == request.Id, token))
            {
                return OutboxResult.Done;
            }

            var now = time.GetUtcNow();
            var current = (await runbooks.CurrentAsync(request.Runbook, token)).Value;
            if (current is null || current.Version != request.RunbookVersion || current.Hash != request.RunbookHash || PlanDigest.Of(request) != request.Digest)
            {
                request.TryVoid(now);
                audit.Add(context, Actor.System, new AuditRecord("approval.void", "approval", request.Reference)
                {
                    Outcome = AuditOutcome.Refused,
                    Details = new Dictionary<string, string> { ["reason"] = "The runbook or the request changed after it was approved." },
                });
                DecideApproval.AnswerAssistant(context, request, "The runbook or the request changed after it was approved.", now);
            }
            else
            {
                await PermitAsync(context, policies, reader, request, current, now, token);
            }

            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return OutboxResult.Done;
        }, cancellationToken);
    }

    /// <summary>Queues it, unless a freeze holds it or policy asks for more people than it did when it was approved. Breaking the glass passes both.</summary>
    private async Task PermitAsync(
        SreDbContext context, AskPolicy policies, CheckReader reader, ApprovalRequest request, UsableRunbook runbook, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var decisions = await context.Set<ApprovalDecision>().AsNoTracking().Where(decision => decision.RequestId == request.Id && decision.Digest == request.Digest)
            .OrderBy(decision => decision.At).ToListAsync(cancellationToken);
        var action = request.ToPolicyAction();
        var verdict = await policies.RunAsync(action, now, cancellationToken);
        if (decisions.Exists(decision => decision.Kind == DecisionKind.BrokeGlass))
        {
            await QueueAsync(context, reader, request, runbook, decisions, await policies.ReachAsync(action, cancellationToken), now, cancellationToken);
        }
        else if (verdict.HeldBy is { } freeze)
        {
            if (request.TryHold(freeze.EndsAt, freeze.Reason, now))
            {
                audit.Add(context, Actor.System, new AuditRecord("approval.held", "approval", request.Reference)
                {
                    Details = new Dictionary<string, string> { ["freeze"] = freeze.Reason, ["until"] = freeze.EndsAt.ToString("O", CultureInfo.InvariantCulture) },
                });
            }
        }
        else if (decisions.Where(decision => decision.Kind == DecisionKind.Approved).DistinctBy(decision => decision.ActorId).Count() < verdict.Approvals)
        {
            request.TryAskForMore(verdict, now);
            audit.Add(context, Actor.System, new AuditRecord("approval.more_people_needed", "approval", request.Reference)
            {
                Details = new Dictionary<string, string> { ["approvals"] = verdict.Approvals.ToString(CultureInfo.InvariantCulture), ["because"] = string.Join(", ", verdict.Reasons.Select(reason => $"{reason.Code} {reason.Name}".Trim())) },
            });
        }
        else
        {
            await QueueAsync(context, reader, request, runbook, decisions, await policies.ReachAsync(action, cancellationToken), now, cancellationToken);
        }
    }

    private async Task QueueAsync(
        SreDbContext context, CheckReader reader, ApprovalRequest request, UsableRunbook runbook, List<ApprovalDecision> decisions, PolicyReach reach, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var glass = decisions.Find(decision => decision.Kind == DecisionKind.BrokeGlass);
        var policy = decisions.Find(decision => decision.Kind == DecisionKind.AllowedByPolicy);
        var approvers = decisions.Where(decision => decision.Kind is DecisionKind.Approved or DecisionKind.BrokeGlass).DistinctBy(decision => decision.ActorId);
        var plan = new Plan
        {
            ExecutionId = Guid.CreateVersion7(now),
            RequestId = request.Id,
            Nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            Runbook = request.Runbook,
            RunbookVersion = request.RunbookVersion,
            RunbookHash = request.RunbookHash,
            Risk = request.Risk,
            Parameters = request.Parameters,
            Targets = request.Targets,
            Environment = request.Environment,
            Digest = request.Digest,
            Authority = glass is not null ? PlanAuthority.BreakGlass : request.RequiredApprovals == 0 && policy is not null ? PlanAuthority.Policy : PlanAuthority.Approval,
            RequiredApprovals = request.RequiredApprovals,
            Environments = reach.Environments,
            Teams = reach.Teams,
            Requester = new PlanPerson(request.RequesterId, request.Requester, request.CreatedAt),
            Approvers = [.. approvers.Select(decision => new PlanPerson(decision.ActorId, decision.Actor, decision.At))],
            Reason = glass?.Reason ?? policy?.Reason,
            Evidence = [.. request.Evidence.Select(item => item.Text)],
            IncidentId = request.IncidentId,
            RevertOf = request.RevertOf,
            IssuedAt = now,
            ExpiresAt = now + Valid,
        };
        var baseline = await reader.ReadAsync(runbook.Document.Verify?.Queries ?? [], request.Parameters, cancellationToken);
        var execution = new Execution(plan, signer.Sign(plan), request, baseline, await secrets.SealAsync(context, runbook, plan.ExecutionId, now, cancellationToken));
        context.Add(execution);
        audit.Add(context, Actor.System, new AuditRecord("plan.signed", "execution", execution.Id.ToString())
        {
            Details = new Dictionary<string, string>
            {
                ["request"] = request.Reference,
                ["runbook"] = string.Create(CultureInfo.InvariantCulture, $"{request.Runbook} v{request.RunbookVersion}"),
                ["digest"] = request.Digest,
                ["authority"] = EnumsAsText.ToText(plan.Authority),
                ["approvers"] = string.Join(", ", plan.Approvers.Select(approver => approver.Name)),
            },
        });
    }
}
