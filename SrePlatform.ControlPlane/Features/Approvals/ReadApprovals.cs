using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Approvals;

/// <summary>Which requests are asked for.</summary>
/// <param name="Open">Only those that still wait, or only those that do not.</param>
internal sealed record ApprovalFilter(bool? Open = null, RunbookRisk? Risk = null, Guid? IncidentId = null);

/// <summary>Reads requests with what was decided on them.</summary>
internal sealed class ReadApprovals(SreDbContext context)
{
    private const string Prefix = "APR-";

    public async Task<Page<ApprovalView>> ListAsync(Scope scope, ApprovalFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var requests = context.Set<ApprovalRequest>().AsNoTracking().In(scope, context);
        requests = filter.Open switch
        {
            true => requests.Where(request => request.State == ApprovalState.Pending || request.State == ApprovalState.ChangesRequested),
            false => requests.Where(request => request.State != ApprovalState.Pending && request.State != ApprovalState.ChangesRequested),
            _ => requests,
        };
        requests = filter.Risk is { } risk ? requests.Where(request => request.Risk == risk) : requests;
        requests = filter.IncidentId is { } incident ? requests.Where(request => request.IncidentId == incident) : requests;
        if (page.After is { } after)
        {
            requests = requests.Where(request => EF.Functions.LessThan(ValueTuple.Create(request.CreatedAt, request.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await requests.OrderByDescending(request => request.CreatedAt).ThenByDescending(request => request.Id).Take(page.Limit + 1)
            .Select(ApprovalView.Projection).ToListAsync(cancellationToken);
        var cut = page.Cut(rows, row => new Keyset(row.CreatedAt, row.Id));
        return cut with { Items = await WithDecisionsAsync(cut.Items, cancellationToken) };
    }

    /// <summary>By id or by what people say, such as <c>APR-3</c>.</summary>
    public async Task<ApprovalView?> FindAsync(Scope scope, string reference, CancellationToken cancellationToken)
    {
        var requests = context.Set<ApprovalRequest>().AsNoTracking().In(scope, context);
        var one = Guid.TryParse(reference, out var id) ? requests.Where(request => request.Id == id)
            : reference.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && int.TryParse(reference.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? requests.Where(request => request.Number == number)
            : null;
        return one is not null && await one.Select(ApprovalView.Projection).SingleOrDefaultAsync(cancellationToken) is { } found
            ? (await WithDecisionsAsync([found], cancellationToken))[0]
            : null;
    }

    public Task<int> WaitingAsync(Scope scope, CancellationToken cancellationToken) =>
        context.Set<ApprovalRequest>().In(scope, context).CountAsync(request => request.State == ApprovalState.Pending || request.State == ApprovalState.ChangesRequested, cancellationToken);

    private async Task<IReadOnlyList<ApprovalView>> WithDecisionsAsync(IReadOnlyList<ApprovalView> requests, CancellationToken cancellationToken)
    {
        var ids = requests.Select(request => request.Id).ToList();
        var decisions = (await context.Set<ApprovalDecision>().AsNoTracking().Where(decision => ids.Contains(decision.RequestId)).OrderBy(decision => decision.At).Take(2000)
            .Select(decision => new DecisionView(decision.RequestId, decision.Kind, decision.Actor, decision.ActorId, decision.Reason, decision.Digest, decision.At))
            .ToListAsync(cancellationToken)).ToLookup(decision => decision.RequestId);
        return [.. requests.Select(request => request with { Decisions = [.. decisions[request.Id]] })];
    }
}
