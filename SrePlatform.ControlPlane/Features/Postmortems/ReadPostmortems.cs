using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SrePlatform.ControlPlane.Features.Incidents;
using SrePlatform.ControlPlane.Persistence;
using SrePlatform.ControlPlane.Platform.Access;
using SrePlatform.ControlPlane.Platform.Paging;

namespace SrePlatform.ControlPlane.Features.Postmortems;

/// <summary>Which postmortems are asked for; everything given must hold.</summary>
internal sealed record PostmortemFilter
{
    public PostmortemState? State { get; init; }

    public string? Service { get; init; }

    public CauseKind? CauseKind { get; init; }

    public string? CauseService { get; init; }

    /// <summary>Words, any part of the text, or the number.</summary>
    public string? Search { get; init; }

    public Guid? IncidentId { get; init; }
}

/// <summary>Lists postmortems, newest first, and finds one.</summary>
internal sealed class ReadPostmortems(SreDbContext context)
{
    private const string Prefix = "PM-";

    public async Task<Page<PostmortemRow>> ListAsync(Scope scope, PostmortemFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var postmortems = Matching(scope, filter);
        if (page.After is { } after)
        {
            postmortems = postmortems.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.CreatedAt, row.Id), ValueTuple.Create(after.At, after.Id)));
        }

        var rows = await postmortems.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Take(page.Limit + 1)
            .Select(row => new PostmortemRow(
                row.Id, row.Number, row.IncidentId, row.Title, row.State, row.Services, row.CauseService, row.CauseKind, row.Author, row.CreatedAt, row.UpdatedAt, row.PublishedAt,
                context.Set<ActionItem>().Count(item => item.PostmortemId == row.Id && item.State == ActionItemState.Open)))
            .ToListAsync(cancellationToken);
        return page.Cut(rows, row => new Keyset(row.CreatedAt, row.Id));
    }

    public Task<int> CountAsync(Scope scope, PostmortemFilter filter, CancellationToken cancellationToken) => Matching(scope, filter).CountAsync(cancellationToken);

    /// <summary>By id or by what people say, such as <c>PM-3</c>.</summary>
    public async Task<PostmortemView?> FindAsync(Scope scope, string? reference, CancellationToken cancellationToken)
    {
        var visible = context.Set<Postmortem>().AsNoTracking().In(scope, context);
        var one = Guid.TryParse(reference, out var id) ? visible.Where(row => row.Id == id)
            : reference?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) == true && int.TryParse(reference.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? visible.Where(row => row.Number == number)
            : null;
        if (one is null || await one.SingleOrDefaultAsync(cancellationToken) is not { } found)
        {
            return null;
        }

        var incident = await context.Set<Incident>().Where(row => row.Id == found.IncidentId).Select(row => row.Number).SingleAsync(cancellationToken);
        var actions = await context.Set<ActionItem>().AsNoTracking().Where(item => item.PostmortemId == found.Id).OrderBy(item => item.CreatedAt).ThenBy(item => item.Id).Take(200)
            .Select(ActionItemView.Projection(context.Set<Postmortem>())).ToListAsync(cancellationToken);
        return PostmortemView.Of(found, incident) with { Actions = actions };
    }

    /// <summary>The reference of an incident's postmortem; null if it has none.</summary>
    public Task<PostmortemRow?> OfIncidentAsync(Scope scope, Guid incidentId, CancellationToken cancellationToken) =>
        Matching(scope, new PostmortemFilter { IncidentId = incidentId })
            .Select(row => new PostmortemRow(row.Id, row.Number, row.IncidentId, row.Title, row.State, row.Services, row.CauseService, row.CauseKind, row.Author, row.CreatedAt, row.UpdatedAt, row.PublishedAt, 0))
            .SingleOrDefaultAsync(cancellationToken);

    private IQueryable<Postmortem> Matching(Scope scope, PostmortemFilter filter)
    {
        var postmortems = context.Set<Postmortem>().AsNoTracking().In(scope, context);
        postmortems = filter.State is { } state ? postmortems.Where(row => row.State == state) : postmortems;
        postmortems = filter.Service is { } service ? postmortems.Where(row => row.Services.Contains(service) || row.CauseService == service) : postmortems;
        postmortems = filter.CauseKind is { } kind ? postmortems.Where(row => row.CauseKind == kind) : postmortems;
        postmortems = filter.CauseService is { } cause ? postmortems.Where(row => row.CauseService == cause) : postmortems;
        postmortems = filter.IncidentId is { } incident ? postmortems.Where(row => row.IncidentId == incident) : postmortems;
        return filter.Search?.Trim() is { Length: > 0 } search ? Searched(postmortems, search) : postmortems;
    }

    private static IQueryable<Postmortem> Searched(IQueryable<Postmortem> postmortems, string search)
    {
        var digits = search.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? search[Prefix.Length..] : search;
        var number = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        var part = LikePattern.Containing(search);
        return postmortems.Where(row => row.Number == number || row.Search.Matches(EF.Functions.WebSearchToTsQuery("simple", search))
            || EF.Functions.ILike(row.Title, part, @"\") || EF.Functions.ILike(row.Body, part, @"\"));
    }
}
