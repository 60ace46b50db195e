using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>What somebody decides.</summary>
/// <param name="Kind">approved, rejected, changes_requested, delegated, withdrawn or broke_glass.</param>
/// <param name="Seen">The digest of the request as it was shown.</param>
/// <param name="Reason">Why; for a delegation, to whom.</param>
internal sealed record Decision(DecisionKind Kind, string Seen, string? Reason = null);

/// <summary>Takes a person's decision on a request: the row is locked, the rules are the request's own, and everything is saved together.</summary>
internal sealed class DecideApproval(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const int LongestReason = 2000;

    public async Task<Outcome<ApprovalRequest>> RunAsync(Guid id, Decision decision, Actor by, CancellationToken cancellationToken)
    {
        var reason = string.IsNullOrWhiteSpace(decision.Reason) ? null : decision.Reason.Trim();
        if (reason is { Length: > LongestReason } || reason?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return new ValidationFailure("reason", $"Write at most {LongestReason} characters, without NUL.");
        }

        if (reason is null && decision.Kind is not (DecisionKind.Approved or DecisionKind.Withdrawn))
        {
            return new ValidationFailure("reason", decision.Kind == DecisionKind.Delegated ? "Say who should decide." : "Say why.");
        }

        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var request = await context.Set<ApprovalRequest>().FromSql($"SELECT a.*, a.xmin FROM control.approval_request a WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(token);
            if (request is null)
            {
                return (Outcome<ApprovalRequest>)new ApprovalNotFound();
            }

            var now = time.GetUtcNow();
            var earlier = await context.Set<ApprovalDecision>().AsNoTracking().Where(row => row.RequestId == id).ToListAsync(token);
            if (Apply(request, decision, by, earlier, reason, now) is { } refusal)
            {
                return refusal;
            }

            context.AddRange(request.TakeDecisions());
            await NoteAsync(request, decision.Kind, by, reason, now, token);
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return request;
        }, cancellationToken);
    }

    private static Failure? Apply(ApprovalRequest request, Decision decision, Actor by, List<ApprovalDecision> earlier, string? reason, DateTimeOffset now) => decision.Kind switch
    {
        DecisionKind.Approved => request.Approve(by, decision.Seen, earlier, reason, now),
        DecisionKind.Rejected => request.Reject(by, decision.Seen, reason!, now),
        DecisionKind.ChangesRequested => request.AskForChanges(by, decision.Seen, reason!, now),
        DecisionKind.Delegated => request.Delegate(by, decision.Seen, reason!, now),
        DecisionKind.Withdrawn => request.Withdraw(by, decision.Seen, reason, now),
        DecisionKind.BrokeGlass => request.BreakGlass(by, decision.Seen, reason!, now),
        _ => new ValidationFailure("decision", "Nobody can decide that."),
    };

    private async Task NoteAsync(ApprovalRequest request, DecisionKind kind, Actor by, string? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var word = EnumsAsText.ToText(kind);
        var details = RequestApproval.Details(request);
        details["reason"] = reason ?? "";
        audit.Add(context, by, new AuditRecord("approval." + word, "approval", request.Reference) { Details = details });
        await NoteRepair.AddAsync(
            context, request.IncidentId, IncidentEventKind.ActionDecided,
            new Dictionary<string, string> { ["title"] = request.Title, ["reference"] = request.Reference, ["decision"] = word },
            by.Name, now, cancellationToken, reason);
        if (request.State == ApprovalState.Approved)
        {
            context.Add(ApprovalGranted.Message(request, now));
        }

        AnswerAssistant(context, request, reason, now);
    }

    /// <summary>Whoever asked by the API and is waiting hears about the end.</summary>
    internal static void AnswerAssistant(SreDbContext context, ApprovalRequest request, string? reason, DateTimeOffset now)
    {
        if (request.Origin == ApprovalOrigin.Assistant && request.State is not (ApprovalState.Pending or ApprovalState.ChangesRequested))
        {
            var callback = new ApprovalCallback(request.Id, EnumsAsText.ToText(request.State), reason, now, request.SessionId, request.Reference);
            context.Add(new OutboxMessage(now, ApprovalCallback.Kind, $"{request.Id}:{callback.State}", JsonSerializer.Serialize(callback, ApiJson.Options)));
        }
    }
}
