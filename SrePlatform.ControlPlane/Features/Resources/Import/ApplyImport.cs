using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>
/// Does what a file says, many rows at a time: a row that fails takes no other with it. Rows are decided about anew, since the inventory may
/// have changed since the preview; edits are refused where it did between that and saving. How the rows ended is saved with them, so that
/// a file that was interrupted says how far it came.
/// </summary>
internal sealed class ApplyImport(SreDbContext context, PlanImport plan, CreateResource create, EditResource edit, AuditLog audit, TimeProvider time)
{
    private const int BatchSize = 250;

    public async Task<Outcome<ResourceImport>> RunAsync(Guid id, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        if (await context.Set<ResourceImport>().SingleOrDefaultAsync(known => known.Id == id && known.CreatedById == actor.Id, cancellationToken) is not { } import)
        {
            return new NotFoundFailure("import.not_found", "This file is not here, or no longer: files are kept for a day.");
        }

        if (import.AppliedAt is not null)
        {
            return new ConflictFailure("import.applied", "This file was applied already.");
        }

        import.Apply(time.GetUtcNow());
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new ConflictFailure("import.applied", "This file is being applied already.");
        }

        var results = new List<ImportedRow>();
        foreach (var batch in (await plan.RunAsync(import.Content, scope, cancellationToken)).Rows.Chunk(BatchSize))
        {
            if (!await SaveAsync(id, batch, results, actor, scope, cancellationToken))
            {
                await SaveEachAsync(id, batch, results, actor, scope, cancellationToken);
            }
        }

        return await NoteAsync(id, import.FileName, results, actor, cancellationToken);
    }

    /// <summary>All of them in one go; false, and nothing done, if somebody else was at one of them.</summary>
    private async Task<bool> SaveAsync(Guid id, PlannedRow[] batch, List<ImportedRow> results, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        context.ChangeTracker.Clear();
        var ids = batch.Where(row => row.Row.Decision is ImportDecision.Change).Select(row => row.Existing!.Id).ToList();
        var known = await context.Set<Resource>().In(scope, context).Where(resource => ids.Contains(resource.Id)).ToDictionaryAsync(resource => resource.Id, cancellationToken);
        var done = new List<ImportedRow>();
        foreach (var row in batch)
        {
            done.Add(row.Row.Decision switch
            {
                ImportDecision.Add => Result(row.Row, await create.StageAsync(row.Draft!, actor, scope, cancellationToken)),
                ImportDecision.Change when known.TryGetValue(row.Existing!.Id, out var resource) =>
                    Result(row.Row, await edit.StageAsync(resource, row.Existing.Version, row.Draft!, actor, scope, cancellationToken)),
                ImportDecision.Change => Result(row.Row, new ResourceNotFound()),
                _ => row.Row,
            });
        }

        try
        {
            await SaveResultsAsync(id, [.. results, .. done], cancellationToken);
            results.AddRange(done);
            return true;
        }
        catch (DbUpdateException exception) when (exception is DbUpdateConcurrencyException || ResourceUniqueness.IsNameTaken(exception))
        {
            return false;
        }
    }

    private async Task SaveEachAsync(Guid id, PlannedRow[] batch, List<ImportedRow> results, Actor actor, Scope scope, CancellationToken cancellationToken)
    {
        foreach (var row in batch)
        {
            context.ChangeTracker.Clear();
            results.Add(row.Row.Decision switch
            {
                ImportDecision.Add => Result(row.Row, await create.RunAsync(row.Draft!, actor, scope, cancellationToken)),
                ImportDecision.Change => Result(row.Row, await edit.RunAsync(row.Existing!.Id, row.Existing.Version, row.Draft!, actor, scope, cancellationToken)),
                _ => row.Row,
            });
        }

        context.ChangeTracker.Clear();
        await SaveResultsAsync(id, results, cancellationToken);
    }

    private async Task<ResourceImport> SaveResultsAsync(Guid id, IReadOnlyList<ImportedRow> results, CancellationToken cancellationToken)
    {
        var import = await context.Set<ResourceImport>().SingleAsync(known => known.Id == id, cancellationToken);
        import.Note(results);
        await context.SaveChangesAsync(cancellationToken);
        return import;
    }

    private static ImportedRow Result(ImportedRow row, Outcome<Resource> outcome) => outcome.TryGet(out var resource, out var failure)
        ? row with { ResourceId = resource.Id }
        : row with
        {
            Decision = ImportDecision.Refuse,
            Errors = failure is ResourceInvalid invalid ? invalid.Fields : [new("row", failure is ResourceChanged or ResourceNotFound ? "changed_meanwhile" : "not_managed")],
        };

    private async Task<ResourceImport> NoteAsync(Guid id, string fileName, List<ImportedRow> results, Actor actor, CancellationToken cancellationToken)
    {
        context.ChangeTracker.Clear();
        audit.Add(context, actor, new("resource.imported", "import", id.ToString())
        {
            Details = new Dictionary<string, string>
            {
                ["file"] = fileName,
                ["added"] = $"{results.Count(row => row.Decision is ImportDecision.Add)}",
                ["changed"] = $"{results.Count(row => row.Decision is ImportDecision.Change)}",
                ["refused"] = $"{results.Count(row => row.Decision is ImportDecision.Refuse)}",
            },
        });
        return await SaveResultsAsync(id, results, cancellationToken);
    }
}
