using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Approvals;
using SrePlatform.ControlPlane.Features.Runbooks;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Automation;

/// <summary>An execution as the API and the pages show it.</summary>
internal sealed record ExecutionView(
    Guid Id, int Number, Guid RequestId, string Title, string Runbook, int RunbookVersion, RunbookKind Kind, RunbookRisk Risk, IReadOnlyList<string> Targets, string Environment,
    Guid? IncidentId, Guid? RevertOf, ExecutionState State, string? Reason, string? Detail, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt,
    DateTimeOffset? CancelRequestedAt, ExecutionOutcome Outcome, IReadOnlyList<CheckValue> Baseline, IReadOnlyList<CheckValue> Checks, DateTimeOffset? WatchUntil, DateTimeOffset? JudgedAt)
{
    public static readonly Expression<Func<Execution, ExecutionView>> Projection = execution => new ExecutionView(
        execution.Id, execution.Number, execution.RequestId, execution.Title, execution.Runbook, execution.RunbookVersion, execution.Kind, execution.Risk, execution.Targets,
        execution.Environment, execution.IncidentId, execution.RevertOf, execution.State, execution.Reason, execution.Detail, execution.CreatedAt, execution.StartedAt,
        execution.FinishedAt, execution.CancelRequestedAt, execution.Outcome, execution.Baseline, execution.Checks, execution.WatchUntil, execution.JudgedAt);

    /// <summary>What people say.</summary>
    public string Reference => $"RUN-{Number}";
}

/// <summary>Reads executions and what they said.</summary>
internal sealed class ReadExecutions(SreDbContext context)
{
    private const int MostOutput = 2000;

    public async Task<Page<ExecutionView>> ListAsync(Scope scope, ExecutionState? state, Guid? incidentId, string? runbook, PageRequest page, CancellationToken cancellationToken)
    {
        var executions = Visible(scope);
        executions = state is { } wanted ? executions.Where(execution => execution.State == wanted) : executions;
        executions = incidentId is { } incident ? executions.Where(execution => execution.IncidentId == incident) : executions;
        executions = runbook is { } name ? executions.Where(execution => execution.Runbook == name) : executions;
        if (page.After is { } after)
        {
            executions = executions.Where(execution => EF.Functions.LessThan(ValueTuple.Create(execution.CreatedAt, execution.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await executions.OrderByDescending(execution => execution.CreatedAt).ThenByDescending(execution => execution.Id).Take(page.Limit + 1)
            .Select(ExecutionView.Projection).ToListAsync(cancellationToken);
        return page.Cut(rows, row => new Keyset(row.CreatedAt, row.Id));
    }

    public Task<ExecutionView?> FindAsync(Scope scope, Guid id, CancellationToken cancellationToken) =>
        Visible(scope).Where(execution => execution.Id == id).Select(ExecutionView.Projection).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Whoever sees the request sees its run.</summary>
    private IQueryable<Execution> Visible(Scope scope)
    {
        var requests = context.Set<ApprovalRequest>().In(scope, context);
        var executions = context.Set<Execution>().AsNoTracking();
        return scope.IsAll ? executions : executions.Where(execution => requests.Any(request => request.Id == execution.RequestId));
    }

    public async Task<IReadOnlyList<ExecutionOutput>> OutputAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<ExecutionOutput>().AsNoTracking().Where(output => output.ExecutionId == id).OrderBy(output => output.Number).Take(MostOutput).ToListAsync(cancellationToken);
}
