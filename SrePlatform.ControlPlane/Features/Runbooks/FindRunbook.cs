using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Errors;

namespace SrePlatform.ControlPlane.Features.Runbooks;

/// <summary>A version of a runbook that may run, read.</summary>
internal sealed record UsableRunbook(Guid Id, string Name, int Version, string Hash, RunbookDocument Document);

/// <summary>Finds the reviewed versions of runbooks.</summary>
internal sealed class FindRunbook(SreDbContext context)
{
    private const int Most = 500;

    /// <summary>The current version of a runbook by its name.</summary>
    public async Task<Outcome<UsableRunbook>> CurrentAsync(string name, CancellationToken cancellationToken)
    {
        var found = await Current(context.Set<Runbook>().Where(runbook => runbook.Name == name)).FirstOrDefaultAsync(cancellationToken);
        return found is null ? new RunbookNotFound(name) : Read(found);
    }

    /// <summary>The current versions of all runbooks, by name.</summary>
    public async Task<IReadOnlyList<UsableRunbook>> AllCurrentAsync(CancellationToken cancellationToken) =>
        [.. (await Current(context.Set<Runbook>().OrderBy(runbook => runbook.Name).Take(Most)).ToListAsync(cancellationToken))
            .Select(row => Read(row).Value).OfType<UsableRunbook>().OrderBy(runbook => runbook.Name, StringComparer.Ordinal)];

    private IQueryable<Row> Current(IQueryable<Runbook> runbooks) =>
        from runbook in runbooks.AsNoTracking()
        from version in context.Set<RunbookVersion>().AsNoTracking()
        where version.RunbookId == runbook.Id && version.Number == runbook.CurrentVersion && runbook.RetiredAt == null
            && version.ReviewedAt != null && version.ReviewedById != null && (version.ReviewedById != version.AuthorId || version.AuthorId == RunbookVersion.PlatformId)
        select new Row(runbook.Id, runbook.Name, version.Number, version.Hash, version.Content);

    private static Outcome<UsableRunbook> Read(Row row) => RunbookReader.Read(row.Content).TryGet(out var document, out var failure)
        ? new UsableRunbook(row.Id, row.Name, row.Number, row.Hash, document)
        : failure;

    private sealed record Row(Guid Id, string Name, int Number, string Hash, string Content);
}
