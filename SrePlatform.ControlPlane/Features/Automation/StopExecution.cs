using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Automation;

internal sealed record ExecutionNotFound() : NotFoundFailure("execution.not_found", "There is no such run.");

internal sealed record ExecutionOver() : ConflictFailure("execution.over", "It has ended already.");

/// <summary>Asks the executor to stop a run: what waits does not begin, what runs is ended with all of its processes.</summary>
internal sealed class StopExecution(SreDbContext context, ReadExecutions executions, AuditLog audit, TimeProvider time)
{
    public async Task<Outcome<Done>> RunAsync(Scope scope, Guid id, Actor by, CancellationToken cancellationToken)
    {
        if (await executions.FindAsync(scope, id, cancellationToken) is null)
        {
            return new ExecutionNotFound();
        }

        return await context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            var execution = await context.Set<Execution>().FromSql($"SELECT * FROM control.execution WHERE id = {id} FOR UPDATE").SingleAsync(token);
            if (execution.IsOver)
            {
                return (Outcome<Done>)new ExecutionOver();
            }

            execution.RequestCancel(time.GetUtcNow());
            audit.Add(context, by, new AuditRecord("execution.stop_requested", "execution", execution.Reference) { Details = new Dictionary<string, string> { ["title"] = execution.Title } });
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return Done.Value;
        }, cancellationToken);
    }
}
