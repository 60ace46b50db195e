using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Audit;
using SrePlatform.ControlPlane.Platform.Auth;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Resources.Import;

/// <summary>
/// Does what a file says, row by row: a row that fails takes no other with it. Rows are decided about anew, since the inventory may have
/// changed since the preview; edits are refused where it did between that and saving.
/// </summary>
internal sealed class ApplyImport(SreDbContext context, PlanImport plan, CreateResource create, EditResource edit, AuditLog audit, TimeProvider time)
{
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
        foreach (var row in (await plan.RunAsync(import.Content, scope, cancellationToken)).Rows)
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
        return await NoteAsync(id, results, actor, cancellationToken);
    }

    private static ImportedRow Result(ImportedRow row, Outcome<Resource> outcome) => outcome.TryGet(out var resource, out var failure)
        ? row with { ResourceId = resource.Id }
        : row with { Decision = ImportDecision.Refuse, Errors = failure is ResourceInvalid invalid ? invalid.Fields : [new("row", failure is ResourceChanged ? "changed_meanwhile" : "not_managed")] };

    private async Task<ResourceImport> NoteAsync(Guid id, List<ImportedRow> results, Actor actor, CancellationToken cancellationToken)
    {
        var import = await context.Set<ResourceImport>().SingleAsync(known => known.Id == id, cancellationToken);
        import.Note(results);
        audit.Add(context, actor, new("resource.imported", "import", id.ToString())
        {
            Details = new Dictionary<string, string>
            {
                ["file"] = import.FileName,
                ["added"] = $"{results.Count(row => row.Decision is ImportDecision.Add)}",
                ["changed"] = $"{results.Count(row => row.Decision is ImportDecision.Change)}",
                ["refused"] = $"{results.Count(row => row.Decision is ImportDecision.Refuse)}",
            },
        });
        await context.SaveChangesAsync(cancellationToken);
        return import;
    }
}
