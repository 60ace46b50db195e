using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Runbooks.Editing;

/// <summary>What a change did, for the audit log.</summary>
/// <param name="Verb">For example <c>reviewed</c>.</param>
/// <param name="Version">Of which version; null of none.</param>
internal sealed record RunbookChangeRecord(string Verb, int? Version, string? Note = null);

/// <summary>Changes one runbook under its lock, so that two people's changes follow one another, together with its audit entry.</summary>
internal sealed class ChangeRunbook(SreDbContext context, AuditLog audit, TimeProvider time)
{
    private const string TargetType = "runbook";

    /// <param name="name">Of a known runbook.</param>
    /// <param name="change">Changes it, or says why not.</param>
    public Task<Outcome<Runbook>> RunAsync(
        string name, Actor by, Func<Runbook, DateTimeOffset, CancellationToken, Task<Outcome<RunbookChangeRecord>>> change, CancellationToken cancellationToken) =>
        context.Database.CreateExecutionStrategy().ExecuteAsync(async token =>
        {
            context.ChangeTracker.Clear();
            await using var transaction = await context.Database.BeginTransactionAsync(token);
            if (await context.Set<Runbook>().FromSql($"SELECT r.*, r.xmin FROM control.runbook r WHERE name = {name} FOR UPDATE").SingleOrDefaultAsync(token) is not { } runbook)
            {
                return (Outcome<Runbook>)new RunbookUnknown();
            }

            if (!(await change(runbook, time.GetUtcNow(), token)).TryGet(out var record, out var failure))
            {
                if (failure is OwnRunbook)
                {
                    // Nothing but the attempt is kept.
                    context.ChangeTracker.Clear();
                    audit.Add(context, by, Entry(runbook, new RunbookChangeRecord("reviewed", runbook.LatestVersion), AuditOutcome.Refused));
                    await context.SaveChangesAsync(token);
                    await transaction.CommitAsync(token);
                }

                return failure;
            }

            audit.Add(context, by, Entry(runbook, record, AuditOutcome.Succeeded));
            await context.SaveChangesAsync(token);
            await transaction.CommitAsync(token);
            return runbook;
        }, cancellationToken);

    /// <summary>How a change stands in the audit log.</summary>
    public static AuditRecord Entry(Runbook runbook, RunbookChangeRecord record, AuditOutcome outcome)
    {
        var details = new Dictionary<string, string>();
        if (record.Version is { } version)
        {
            details["version"] = version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (record.Note is { } note)
        {
            details["note"] = note;
        }

        return new AuditRecord("runbook." + record.Verb, TargetType, runbook.Name) { Outcome = outcome, Details = details };
    }
}
