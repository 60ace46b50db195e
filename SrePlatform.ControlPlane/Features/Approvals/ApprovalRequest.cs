using System.Text.Json;
using SrePlatform.ControlPlane.Features.ChangePolicy;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Something that a request rests on.</summary>
/// <param name="Text">In words.</param>
/// <param name="Link">Where it can be seen; a path of this site.</param>
internal sealed record EvidenceItem(string Text, string? Link = null);

/// <summary>
/// An action that waits for people: everything that they need to decide, and what they decided. What is approved is named by
/// <see cref="Digest"/>; when that changes, earlier approvals are worth nothing.
/// </summary>
internal sealed class ApprovalRequest
{
    private readonly List<ApprovalDecision> _newDecisions = [];

    private ApprovalRequest()
    {
    }

    public ApprovalRequest(ApprovalDraft draft, Actor requester, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        Runbook = draft.Runbook.Name;
        RunbookVersion = draft.Runbook.Version;
        RunbookHash = draft.Runbook.Hash;
        var document = draft.Runbook.Document;
        (Title, Kind, Risk) = (Template.Words(document.Title, draft.Parameters), document.Kind, document.Risk);
        Parameters = draft.Parameters;
        Targets = [.. document.Targets.Select(target => Template.Words(target, draft.Parameters))];
        (Environment, Team) = (draft.Environment, document.Team);
        BlastRadius = Template.Words(document.BlastRadius, draft.Parameters);
        ExpectedEffect = Template.Words(document.Expected, draft.Parameters);
        Revert = document.Revert is { } revert
            ? string.Join(", ", revert.Parameters.Select(pair => $"{pair.Key} {Template.Words(pair.Value, draft.Parameters)}"))
            : null;
        (IncidentId, SessionId, Reason, Evidence, Origin, RevertOf) = (draft.IncidentId, draft.SessionId, draft.Reason, draft.Evidence, draft.Origin, draft.RevertOf);
        (Requester, RequesterId, RequesterKind) = (requester.Name, requester.Id, requester.Kind);
        (RequiredApprovals, Policy) = (Math.Max(document.Risk.RequiredApprovals(), draft.Policy.Approvals), draft.Policy.Reasons);
        (CreatedAt, ExpiresAt, UpdatedAt) = (now, now + draft.Lifetime, now);
        IdempotencyKey = draft.IdempotencyKey;
        Digest = PlanDigest.Of(this);
    }

    public Guid Id { get; private set; }

    public int Number { get; private set; }

    public string Reference => $"APR-{Number}";

    public ApprovalState State { get; private set; }

    public string Title { get; private set; } = "";

    public string Runbook { get; private set; } = "";

    public int RunbookVersion { get; private set; }

    public string RunbookHash { get; private set; } = "";

    public RunbookKind Kind { get; private set; }

    public RunbookRisk Risk { get; private set; }

    public IReadOnlyDictionary<string, JsonElement> Parameters { get; private set; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<string> Targets { get; private set; } = [];

    public string Environment { get; private set; } = "";

    public string? Team { get; private set; }

    public string BlastRadius { get; private set; } = "";

    public string ExpectedEffect { get; private set; } = "";

    /// <summary>How it is undone; null if it cannot be.</summary>
    public string? Revert { get; private set; }

    public Guid? IncidentId { get; private set; }

    /// <summary>The diagnosis that proposed it.</summary>
    public Guid? SessionId { get; private set; }

    public string? Reason { get; private set; }

    public IReadOnlyList<EvidenceItem> Evidence { get; private set; } = [];

    public ApprovalOrigin Origin { get; private set; }

    /// <summary>The execution that this undoes.</summary>
    public Guid? RevertOf { get; private set; }

    public string Requester { get; private set; } = "";

    public string RequesterId { get; private set; } = "";

    public ActorKind RequesterKind { get; private set; }

    public int RequiredApprovals { get; private set; }

    /// <summary>What asks for people.</summary>
    public IReadOnlyList<PolicyReason> Policy { get; private set; } = [];

    /// <summary>Until when a freeze holds it although it is approved; null if none does.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }

    /// <summary>Why it is held.</summary>
    public string? HeldBecause { get; private set; }

    /// <summary>SHA-256 of what would be done.</summary>
    public string Digest { get; private set; } = "";

    public string IdempotencyKey { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public long Revision { get; private set; }

    public uint Version { get; private set; }

    public bool IsOpen => State is ApprovalState.Pending or ApprovalState.ChangesRequested;

    /// <summary>What policy is asked of it. What it was found to need when it was asked for stays.</summary>
    public PolicyAction ToPolicyAction() => new(
        Runbook, Risk, Environment, Team, Targets, RequesterKind == ActorKind.User ? AskedBy.Person : RequiredApprovals == 0 ? AskedBy.Trusted : AskedBy.Untrusted);

    /// <summary>The decisions made since the last call; whoever saves the request saves them too.</summary>
    public IReadOnlyList<ApprovalDecision> TakeDecisions()
    {
        var decisions = _newDecisions.ToList();
        _newDecisions.Clear();
        return decisions;
    }

    /// <summary>Says yes to exactly what was seen. The last one that is needed makes it approved.</summary>
    /// <param name="seen">The digest that the person saw.</param>
    /// <param name="earlier">Decisions so far.</param>
    public Failure? Approve(Actor by, string seen, IReadOnlyCollection<ApprovalDecision> earlier, string? comment, DateTimeOffset now)
    {
        if (Refusal(by, seen, now) is { } refusal)
        {
            return refusal;
        }

        var valid = earlier.Where(decision => decision.Kind == DecisionKind.Approved && decision.Digest == Digest).Select(decision => decision.ActorId).ToHashSet(StringComparer.Ordinal);
        if (!valid.Add(by.Id))
        {
            return new ApprovedAlready();
        }

        Decide(DecisionKind.Approved, by, comment, now);
        if (valid.Count >= RequiredApprovals)
        {
            (State, DecidedAt) = (ApprovalState.Approved, now);
        }

        return null;
    }

    /// <summary>Policy lets it run without people; only a risk that asks for nobody can.</summary>
    public Failure? AllowByPolicy(string reason, DateTimeOffset now)
    {
        if (State != ApprovalState.Pending || RequiredApprovals > 0)
        {
            return new ApprovalNotOpen(State);
        }

        Decide(DecisionKind.AllowedByPolicy, Actor.System, reason, now);
        (State, DecidedAt) = (ApprovalState.Approved, now);
        return null;
    }

    /// <summary>Lets it run at once on one person's word, whatever the risk. It stays on the record.</summary>
    public Failure? BreakGlass(Actor by, string seen, string reason, DateTimeOffset now)
    {
        // What was approved and is held can still be let go.
        if (Common(by, seen, now) is { } refusal && !(refusal is ApprovalNotOpen && HeldUntil is not null && State == ApprovalState.Approved && seen == Digest))
        {
            return refusal;
        }

        Decide(DecisionKind.BrokeGlass, by, reason, now);
        (State, DecidedAt, HeldUntil, HeldBecause) = (ApprovalState.Approved, now, null, null);
        return null;
    }

    public Failure? Reject(Actor by, string seen, string reason, DateTimeOffset now) => End(ApprovalState.Rejected, DecisionKind.Rejected, by, seen, reason, now);

    public Failure? Withdraw(Actor by, string seen, string? reason, DateTimeOffset now) =>
        by.Id != RequesterId ? new NotYourRequest() : End(ApprovalState.Withdrawn, DecisionKind.Withdrawn, by, seen, reason, now);

    public Failure? AskForChanges(Actor by, string seen, string reason, DateTimeOffset now)
    {
        if (Common(by, seen, now) is { } refusal)
        {
            return refusal;
        }

        State = ApprovalState.ChangesRequested;
        Decide(DecisionKind.ChangesRequested, by, reason, now);
        return null;
    }

    /// <summary>Asks somebody else to decide. It changes who is asked, never who may.</summary>
    public Failure? Delegate(Actor by, string seen, string to, DateTimeOffset now)
    {
        if (Common(by, seen, now) is { } refusal)
        {
            return refusal;
        }

        Decide(DecisionKind.Delegated, by, to, now);
        return null;
    }

    /// <summary>Its time is over.</summary>
    public bool TryExpire(DateTimeOffset now)
    {
        if (!(IsOpen || (State == ApprovalState.Approved && HeldUntil is not null)) || now < ExpiresAt)
        {
            return false;
        }

        (State, DecidedAt, HeldUntil) = (ApprovalState.Expired, now, null);
        Move(now);
        return true;
    }

    /// <summary>What was approved is not what would run any more.</summary>
    public bool TryVoid(DateTimeOffset now)
    {
        if (State is not (ApprovalState.Pending or ApprovalState.ChangesRequested or ApprovalState.Approved))
        {
            return false;
        }

        (State, DecidedAt) = (ApprovalState.Void, now);
        Move(now);
        return true;
    }

    /// <summary>Policy asks for more people than have approved it; their approvals stay.</summary>
    public bool TryAskForMore(PolicyVerdict policy, DateTimeOffset now)
    {
        if (State != ApprovalState.Approved)
        {
            return false;
        }

        (State, DecidedAt, RequiredApprovals, Policy, HeldUntil, HeldBecause) = (ApprovalState.Pending, null, Math.Max(RequiredApprovals, policy.Approvals), policy.Reasons, null, null);
        Move(now);
        return true;
    }

    /// <summary>A freeze holds it; true if that is news.</summary>
    public bool TryHold(DateTimeOffset until, string because, DateTimeOffset now)
    {
        if (State != ApprovalState.Approved || (HeldUntil == until && HeldBecause == because))
        {
            return false;
        }

        (HeldUntil, HeldBecause) = (until, because);
        Move(now);
        return true;
    }

    /// <summary>Nothing holds it any more.</summary>
    public void Release(DateTimeOffset now)
    {
        (HeldUntil, HeldBecause) = (null, null);
        Move(now);
    }

    private Failure? Refusal(Actor by, string seen, DateTimeOffset now) =>
        by.Id == RequesterId ? new OwnRequest() : State == ApprovalState.ChangesRequested ? new ChangesAwaited() : Common(by, seen, now);

    private Failure? Common(Actor by, string seen, DateTimeOffset now) =>
        by.Kind != ActorKind.User ? new OnlyPeopleDecide()
        : !IsOpen ? new ApprovalNotOpen(State)
        : now >= ExpiresAt ? new ApprovalExpired()
        : seen != Digest ? new ApprovalChanged()
        : null;

    private Failure? End(ApprovalState to, DecisionKind kind, Actor by, string seen, string? reason, DateTimeOffset now)
    {
        if (Common(by, seen, now) is { } refusal)
        {
            return refusal;
        }

        (State, DecidedAt) = (to, now);
        Decide(kind, by, reason, now);
        return null;
    }

    private void Decide(DecisionKind kind, Actor by, string? reason, DateTimeOffset now)
    {
        _newDecisions.Add(new ApprovalDecision(Id, kind, by, reason, Digest, now));
        Move(now);
    }

    private void Move(DateTimeOffset now) => (Revision, UpdatedAt) = (Revision + 1, now);
}

/// <summary>What is asked for.</summary>
internal sealed record ApprovalDraft(UsableRunbook Runbook, IReadOnlyDictionary<string, JsonElement> Parameters, string Environment, TimeSpan Lifetime, string IdempotencyKey)
{
    public Guid? IncidentId { get; init; }

    public Guid? SessionId { get; init; }

    public string? Reason { get; init; }

    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    public ApprovalOrigin Origin { get; init; }

    public Guid? RevertOf { get; init; }

    /// <summary>What policy says of it.</summary>
    public required PolicyVerdict Policy { get; init; }
}
