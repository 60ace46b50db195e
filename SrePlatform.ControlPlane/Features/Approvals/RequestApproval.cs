using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Api;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;
using SrePlatform.ControlPlane.Platform.Outbox;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>What somebody wants done.</summary>
internal sealed record ActionWish(string Runbook, IReadOnlyDictionary<string, JsonElement> Parameters, string Environment, string IdempotencyKey)
{
    public Guid? IncidentId { get; init; }

    public Guid? SessionId { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    public ApprovalOrigin Origin { get; init; }

    public Guid? RevertOf { get; init; }

    /// <summary>Policy lets it run without people, for this reason, if its risk asks for nobody.</summary>
    public string? AllowedBy { get; init; }

    /// <summary>Why it may run if its risk asks for nobody: policy says so, or a person wants it. Null for what asks by itself and has not earned that.</summary>
    public string? MayRunBecause(Actor requester, RunbookRisk risk) =>
        AllowedBy ?? (requester.Kind == ActorKind.User ? $"{requester.Name} asked for it, and a {EnumsAsText.ToText(risk)} risk asks for nobody else." : null);
}

/// <summary>Asks for an action: the request, its line on the incident's timeline and its audit entry are saved together, once per key.</summary>
internal sealed class RequestApproval(SreDbContext context, FindRunbook runbooks, AskPolicy policies, AuditLog audit, IOptions<ApprovalOptions> options, TimeProvider time)
{
    private const int LongestReason = 2000;

    public async Task<Outcome<ApprovalRequest>> RunAsync(ActionWish wish, Actor requester, CancellationToken cancellationToken)
    {
        if (await context.Set<ApprovalRequest>().AsNoTracking().SingleOrDefaultAsync(request => request.IdempotencyKey == wish.IdempotencyKey, cancellationToken) is { } before)
        {
            return before;
        }

        if (!(await runbooks.CurrentAsync(wish.Runbook, cancellationToken)).TryGet(out var runbook, out var missing))
        {
            return missing;
        }

        if (Problem(wish, runbook) is { } problem)
        {
            return problem;
        }

        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var now = time.GetUtcNow();
            var allowedBy = wish.MayRunBecause(requester, runbook.Document.Risk);
            var verdict = await policies.RunAsync(Action(wish, runbook, requester), now, token);
            var request = new ApprovalRequest(
                new ApprovalDraft(runbook, wish.Parameters, wish.Environment, options.Value.Lifetime, wish.IdempotencyKey)
                {
                    IncidentId = wish.IncidentId,
                    SessionId = wish.SessionId,
                    Reason = wish.Reason,
                    Evidence = wish.Evidence,
                    Origin = wish.Origin,
                    RevertOf = wish.RevertOf,
                    Policy = verdict,
                },
                requester, now);
            context.Add(request);
            await context.SaveChangesAsync(token);
            await NoteRepair.AddAsync(
                context, request.IncidentId, IncidentEventKind.ActionRequested,
                new Dictionary<string, string> { ["title"] = request.Title, ["reference"] = request.Reference, ["risk"] = EnumsAsText.ToText(request.Risk) },
                requester.Name, now, token);
            audit.Add(context, requester, new AuditRecord("approval.requested", "approval", request.Reference) { Details = Details(request) });
            if (allowedBy is { } policy && request.AllowByPolicy(policy, now) is null)
            {
                context.AddRange(request.TakeDecisions());
                context.Add(ApprovalGranted.Message(request, now));
                audit.Add(context, Actor.System, new AuditRecord("approval.allowed_by_policy", "approval", request.Reference) { Details = Details(request) });
            }

            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return (Outcome<ApprovalRequest>)request;
        }, cancellationToken);
    }

    internal static Dictionary<string, string> Details(ApprovalRequest request) => new()
    {
        ["runbook"] = $"{request.Runbook} v{request.RunbookVersion}",
        ["title"] = request.Title,
        ["risk"] = EnumsAsText.ToText(request.Risk),
        ["environment"] = request.Environment,
        ["digest"] = request.Digest,
    };

    /// <summary>What policy is asked of a wish.</summary>
    private static PolicyAction Action(ActionWish wish, UsableRunbook runbook, Actor requester) => new(
        runbook.Name, runbook.Document.Risk, wish.Environment, runbook.Document.Team, [.. runbook.Document.Targets.Select(target => Template.Words(target, wish.Parameters))],
        requester.Kind == ActorKind.User ? AskedBy.Person : wish.AllowedBy is not null ? AskedBy.Trusted : AskedBy.Untrusted);

    private static Failure? Problem(ActionWish wish, UsableRunbook runbook)
    {
        var document = runbook.Document;
        if (document.Environments.Count > 0 && !document.Environments.Contains(wish.Environment))
        {
            return new WrongEnvironment(wish.Environment);
        }

        if (wish.Environment.Length is 0 or > 64)
        {
            return new ValidationFailure("environment", "Give an environment of at most 64 characters.");
        }

        if (wish.Reason is { Length: > LongestReason } || wish.Reason?.Contains('\0', StringComparison.Ordinal) == true)
        {
            return new ValidationFailure("reason", $"Write at most {LongestReason} characters, without NUL.");
        }

        if (wish.Parameters.Any(pair => pair.Value.GetRawText().Contains("\\u0000", StringComparison.Ordinal)))
        {
            return new ValidationFailure("parameters", "No value can hold NUL.");
        }

        if (wish.Parameters.FirstOrDefault(pair => pair.Value.ValueKind == JsonValueKind.Number && !pair.Value.TryGetDecimal(out _)) is { Key: { } name })
        {
            return new ValidationFailure($"parameters.{name}", "The number is too large.");
        }

        return ParameterSchema.Check(document.Parameters, wish.Parameters) is { Count: > 0 } errors ? new ValidationFailure(errors) : null;
    }
}
