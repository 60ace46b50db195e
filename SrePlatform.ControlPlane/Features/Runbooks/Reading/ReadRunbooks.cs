using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Runbooks.Reading;

/// <summary>Which runbooks are asked for; everything given must hold.</summary>
internal sealed record RunbookFilter(RunbookState? State = null, RunbookKind? Kind = null, RunbookRisk? Risk = null, string? Search = null);

/// <summary>Lists runbooks, those changed last first, their versions, and reads one.</summary>
internal sealed class ReadRunbooks(SreDbContext context)
{
    public async Task<Page<RunbookRow>> ListAsync(RunbookFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var runbooks = Matching(filter);
        if (page.After is { } after)
        {
            runbooks = runbooks.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.UpdatedAt, row.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await runbooks.OrderByDescending(row => row.UpdatedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1)
            .Select(row => new { Runbook = row, Author = context.Set<RunbookVersion>().Where(version => version.RunbookId == row.Id && version.Number == row.LatestVersion).Select(version => version.Author).First() })
            .ToListAsync(cancellationToken);
        return page.Cut([.. rows.Select(row => Row(row.Runbook, row.Author))], row => new Keyset(row.UpdatedAt, row.Id));
    }

    public Task<int> CountAsync(RunbookFilter filter, CancellationToken cancellationToken) => Matching(filter).CountAsync(cancellationToken);

    /// <summary>A version of a runbook: the one that is asked for, else the one that runs, else the latest.</summary>
    public async Task<RunbookView?> FindAsync(string name, int? number, CancellationToken cancellationToken)
    {
        var found = await (
            from runbook in context.Set<Runbook>().AsNoTracking()
            from version in context.Set<RunbookVersion>().AsNoTracking()
            where runbook.Name == name && version.RunbookId == runbook.Id && version.Number == (number ?? runbook.CurrentVersion ?? runbook.LatestVersion)
            select new { runbook, version }).SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var latest = found.version.Number == found.runbook.LatestVersion
            ? found.version.Author
            : await Versions(name).Where(version => version.Number == found.runbook.LatestVersion).Select(version => version.Author).SingleAsync(cancellationToken);
        return new RunbookView(Row(found.runbook, latest), Row(found.version), found.version.Content, RunbookReader.Read(found.version.Content).Value);
    }

    /// <summary>Versions of a runbook before a number, latest first; one more than asked for tells that it goes on.</summary>
    public async Task<IReadOnlyList<RunbookVersionRow>> VersionsAsync(string name, int? before, int most, CancellationToken cancellationToken) =>
        [.. (await Versions(name).Where(version => before == null || version.Number < before).OrderByDescending(version => version.Number).Take(most).ToListAsync(cancellationToken)).Select(Row)];

    private IQueryable<RunbookVersion> Versions(string name) =>
        context.Set<RunbookVersion>().AsNoTracking().Where(version => context.Set<Runbook>().Any(runbook => runbook.Id == version.RunbookId && runbook.Name == name));

    private IQueryable<Runbook> Matching(RunbookFilter filter)
    {
        var runbooks = context.Set<Runbook>().AsNoTracking();
        runbooks = filter.State switch
        {
            RunbookState.Retired => runbooks.Where(row => row.RetiredAt != null),
            RunbookState.Usable => runbooks.Where(row => row.RetiredAt == null && row.CurrentVersion == row.LatestVersion),
            RunbookState.Waiting => runbooks.Where(row => row.RetiredAt == null && row.CurrentVersion != row.LatestVersion),
            _ => runbooks,
        };
        runbooks = filter.Kind is { } kind ? runbooks.Where(row => row.Kind == kind) : runbooks;
        runbooks = filter.Risk is { } risk ? runbooks.Where(row => row.Risk == risk) : runbooks;
        if (filter.Search?.Trim() is not { Length: > 0 } search)
        {
            return runbooks;
        }

        var part = LikePattern.Containing(search);
        return runbooks.Where(row => EF.Functions.ILike(row.Name, part, @"\") || EF.Functions.ILike(row.Title, part, @"\"));
    }

    private static RunbookRow Row(Runbook runbook, string author) => new(
        runbook.Id, runbook.Name, runbook.Title, runbook.Kind, runbook.Risk, runbook.State, runbook.CurrentVersion, runbook.LatestVersion, runbook.CreatedAt, runbook.UpdatedAt,
        runbook.RetiredAt, runbook.State == RunbookState.Waiting ? author : null);

    private static RunbookVersionRow Row(RunbookVersion version) => new(
        version.Number, version.Hash, version.Author, version.AuthorId, version.Comment, version.CreatedAt, version.ReviewedBy, version.ReviewedAt);
}
